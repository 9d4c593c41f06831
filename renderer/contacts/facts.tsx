import type { Fact } from './fact-words.ts';

/** What is known and cannot be changed here. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className="about">
      {facts.map(({ term, text }, at) => (
        <div key={`${term} ${at}`}>
          <dt>{term}</dt>
          <dd className="selectable">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

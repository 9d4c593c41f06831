interface Fact {
  term: string;
  text: string;
}

export const addressFacts = (addresses: readonly { type: string; text: string }[]): Fact[] =>
  addresses.map(({ type, text }) => ({ term: /address/i.test(type) ? type : `${type} address`, text }));

/** What is known and cannot be changed here: names and addresses. */
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

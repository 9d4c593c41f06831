import { Ban, Check, CircleAlert, CircleArrowUp, CircleQuestionMark, Clock3, Ellipsis } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Mark } from '../../shared/marks.ts';
import { markWords } from '../../shared/marks.ts';

const icons: Record<Mark, LucideIcon> = {
  upToDate: Check,
  waiting: Clock3,
  sending: CircleArrowUp,
  checking: CircleQuestionMark,
  needsYou: CircleAlert,
  notLinked: Ban,
  notRead: Ellipsis,
};

/** The sign alone, for dense rows; the word is there for screen readers and as a tooltip. */
export function MarkSign({ mark, size = 15 }: { mark: Mark; size?: number }) {
  const Icon = icons[mark];
  return (
    <span className={`mark ${mark}`} title={markWords[mark].word}>
      <Icon size={size} aria-hidden strokeWidth={2} />
      <span className="unseen">{markWords[mark].word}</span>
    </span>
  );
}

/** Sign and word together. */
export function MarkPill({ mark, word }: { mark: Mark; word?: string }) {
  const Icon = icons[mark];
  return (
    <span className={`mark pill ${mark}`} title={markWords[mark].meaning}>
      <Icon size={14} aria-hidden strokeWidth={2} />
      {word ?? markWords[mark].word}
    </span>
  );
}

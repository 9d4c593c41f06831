import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';

interface Props {
  title: string;
  /** What is inside, in a few words, while it is folded. */
  summary: string;
  open: boolean;
  onOpen: (open: boolean) => void;
  children: ReactNode;
}

/** A part that most people need not look at; folded, it says what it holds. */
export function Fold({ title, summary, open, onOpen, children }: Props) {
  return (
    <Disclosure className="fold" isExpanded={open} onExpandedChange={onOpen}>
      <Heading level={3} className="fold-head">
        <AriaButton slot="trigger" className="fold-open">
          <ChevronRight size={16} aria-hidden className="chevron" />
          <span>{title}</span>
          {!open && summary !== '' && <span className="quiet fold-summary">{summary}</span>}
        </AriaButton>
      </Heading>
      <DisclosurePanel className="fold-body">{open && children}</DisclosurePanel>
    </Disclosure>
  );
}

import { ChevronRight, Copy } from 'lucide-react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';

interface Props {
  title: string;
  details: { status: number; code: string; body: string };
  /** Of its heading, below that of the list it is in. */
  level: 3 | 4;
}

const summary = ({ status, code }: Props['details']): string => [status > 0 ? `HTTP ${status}` : 'No answer', code].filter((part) => part !== '').join(' · ');

/** The code and the raw answer, for whoever has to ask Inland Revenue about it. */
export function AnswerDetails({ title, details, level }: Props) {
  const copy = (): void => {
    const text = `${title}\n${summary(details)}\n${details.body}`;
    void navigator.clipboard.writeText(text).then(
      () => useApp.getState().say('Details copied'),
      () => useApp.getState().say('The clipboard could not be reached; select the text and copy it instead'),
    );
  };
  return (
    <Disclosure className="answer">
      <Heading level={level}>
        <AriaButton slot="trigger" className="link answer-open" aria-label={`Details: ${title}`}>
          <ChevronRight size={13} aria-hidden className="chevron" />
          Details
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <p className="answer-summary numeric selectable">{summary(details)}</p>
        {details.body !== '' && (
          <pre className="answer-body" tabIndex={0} aria-label="Raw answer">
            {details.body}
          </pre>
        )}
        <Button small onPress={copy}>
          <Copy size={13} aria-hidden />
          Copy details
        </Button>
      </DisclosurePanel>
    </Disclosure>
  );
}

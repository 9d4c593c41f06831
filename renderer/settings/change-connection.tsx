import { useEffect, useRef, useState } from 'react';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { ConnectionForm } from '../connection/connection-form.tsx';
import type { Draft } from '../connection/draft.ts';
import { isChanged } from '../connection/draft.ts';
import type { Field } from '../connection/fields.ts';
import { counted } from '../desk/time-words.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';

interface Props {
  initial: Draft;
  goTo: Field | '';
  onClose: () => void;
  onDone: (connection: ConnectionInfo) => void;
}

const elsewhere: readonly Field[] = ['settings.environment', 'settings.gateway', 'settings.agency'];

/** Said when edits wait and the form leads to another gateway or agency; '' otherwise. */
function movedWords(draft: Draft, from: Draft, waiting: number): string {
  const moves = elsewhere.some((field) => draft.values[field].trim() !== from.values[field].trim());
  if (!moves || waiting === 0) return '';
  return `${counted(waiting, 'edit')} ${waiting === 1 ? 'waits' : 'wait'} to be sent. Change where the connection goes only when it leads to the same clients.`;
}

/** The same form as at the first start, filled with what is held; secrets are left out and stay as they are. */
export function ChangeConnection({ initial, goTo, onClose, onDone }: Props) {
  const [from] = useState(initial);
  const [asking, setAsking] = useState(false);
  const waiting = useApp((state) => state.status?.waiting ?? 0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('form')?.focus(), []);
  return (
    <div ref={box}>
      <ConnectionForm
        initial={from}
        label="Change connection"
        goTo={goTo}
        submit={{ word: 'Save changes', busy: 'Connecting…' }}
        send={(request) => bridge().ask('app.change', request)}
        onDone={onDone}
        onLeave={(draft) => (isChanged(draft, from) ? setAsking(true) : onClose())}
        question={asking && <DiscardQuestion onDiscard={onClose} onKeep={() => setAsking(false)} />}
        warning={(draft) => movedWords(draft, from, waiting)}
      />
    </div>
  );
}

function DiscardQuestion({ onDiscard, onKeep }: { onDiscard: () => void; onKeep: () => void }) {
  return (
    <span className="discard-question" role="group" aria-label="Discard what you changed?">
      <span>Discard what you changed?</span>
      <Button look="danger" autoFocus onPress={onDiscard}>
        Discard
      </Button>
      <Button onPress={onKeep}>Go on</Button>
    </span>
  );
}

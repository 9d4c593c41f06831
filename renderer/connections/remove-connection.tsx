import { useState } from 'react';
import type { ConnectionRow } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';

/** Asked once, in place. Refused in words while edits are not sent; where nobody can tell whether there are any, the person may insist. */
export function RemoveConnection({ row, onClose }: { row: ConnectionRow; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [unseen, setUnseen] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    const answer = await bridge().ask('app.removeConnection', unseen ? { id: row.id, unseen: true } : { id: row.id }).catch(() => null);
    setBusy(false);
    if (answer?.ok) return gone(row);
    setProblem(answer === null ? 'That did not work just now. Try again.' : answer.error.map(({ text }) => text).join(' '));
    setUnseen(answer !== null && answer.error.some(({ code }) => code === 'notOpened'));
  };
  return (
    <div className="connection-more" role="group" aria-label={`Remove ${row.name}?`} onKeyDown={(event) => event.key === 'Escape' && (event.preventDefault(), event.stopPropagation(), onClose())}>
      <p>
        <strong>Remove {row.name}?</strong> Its contacts, its history and its keys go from this computer for good. The system itself keeps everything.
      </p>
      {problem !== '' && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      <div className="settings-actions">
        <Button look="danger" autoFocus isDisabled={busy} onPress={() => void remove()}>
          {busy ? 'Removing…' : unseen ? 'Remove it all the same' : 'Remove connection'}
        </Button>
        <Button onPress={onClose}>Keep</Button>
      </div>
    </div>
  );
}

/** Another one is in front now, or none is left and everything begins anew. */
async function gone(row: ConnectionRow): Promise<void> {
  await useApp.getState().loadInfo().catch(() => undefined);
  const { info, loadConnections, say, show } = useApp.getState();
  if (info?.connection === null) return;
  show({ place: 'settings' });
  await loadConnections().catch(() => undefined);
  say(`${row.name} is removed`);
}

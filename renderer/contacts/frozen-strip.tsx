import { Ban } from 'lucide-react';
import type { ClientDetail } from '../../shared/views.ts';
import { counted } from '../desk/time-words.ts';
import { useWords } from '../desk/system-words.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';

/** A client that is linked no more: nothing is sent for it, nothing of it is lost, and its edits are one press away. */
export function FrozenStrip({ detail }: { detail: ClientDetail }) {
  const { one, system } = useWords();
  const waiting = editsOf(detail).length;
  if (detail.frozen === '' && detail.linked) return null;
  return (
    <div className="strip frozen">
      <p>
        <Ban size={16} aria-hidden />
        <span>{detail.frozen === '' ? `This ${one} is no longer linked to you. What is below was last read from ${system}.` : detail.frozen}</span>
      </p>
      {waiting > 0 && (
        <p className="frozen-edits">
          <span>{counted(waiting, 'edit')} of it {waiting === 1 ? 'is' : 'are'} kept and not sent.</span>
          <Button small onPress={() => useApp.getState().showEdit(editsOf(detail)[0] ?? '')}>
            Show {waiting === 1 ? 'it' : 'them'} in the queue
          </Button>
        </p>
      )}
    </div>
  );
}

/** Edits queued on the client's contacts and phones, oldest first within each. */
const editsOf = ({ levels }: ClientDetail): string[] => [
  ...new Set(levels.flatMap(({ contacts }) => contacts.flatMap((contact) => [...contact.editIds, ...contact.phones.flatMap(({ editIds }) => editIds)]))),
];

import { TriangleAlert } from 'lucide-react';
import { useApp } from '../store.ts';

/** Why the list of linked clients could not be read. What is held stays, and is worked with. */
export function ListTrouble() {
  const trouble = useApp((state) => (state.status?.connection.state === 'signedOut' ? '' : (state.status?.listTrouble ?? '')));
  return (
    <div role="status" aria-label="Client list">
      {trouble !== '' && (
        <p className="list-trouble">
          <TriangleAlert size={16} aria-hidden />
          <span className="selectable">{trouble}</span>
        </p>
      )}
    </div>
  );
}

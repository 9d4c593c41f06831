import type { Conflict } from '../../shared/faults.ts';
import { fieldWord, sideWords } from './queue-words.ts';

/** The three sides of each field in conflict. What differs is said in words, not by colour. */
export function ConflictTable({ conflicts }: { conflicts: readonly Conflict[] }) {
  return (
    <table className="conflict">
      <caption className="unseen">What differs</caption>
      <thead>
        <tr>
          <th scope="col">Was</th>
          <th scope="col">Yours</th>
          <th scope="col">Inland Revenue’s</th>
        </tr>
      </thead>
      <tbody>
        {conflicts.map((conflict) => (
          <Sides key={conflict.field} conflict={conflict} />
        ))}
      </tbody>
    </table>
  );
}

function Sides({ conflict }: { conflict: Conflict }) {
  return (
    <>
      <tr className="conflict-field">
        <th scope="rowgroup" colSpan={3}>
          {fieldWord(conflict.field)}
        </th>
      </tr>
      <tr className="selectable">
        <td>{sideWords(conflict.field, conflict.was)}</td>
        <td>{sideWords(conflict.field, conflict.mine, true)}</td>
        <td>{sideWords(conflict.field, conflict.theirs)}</td>
      </tr>
    </>
  );
}

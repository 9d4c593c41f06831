import { memo } from 'react';
import type { ClientRow } from '../../shared/views.ts';
import { besideName, useFacts } from '../desk/system-words.ts';
import { useApp } from '../store.ts';
import { MarkSign } from '../theme/mark.tsx';
import { markMatches } from './name-match.ts';
import { openActive } from './list-moves.ts';
import { rowHeight } from './windowing.ts';

export const optionId = (index: number): string => `client-option-${index}`;

interface Props {
  index: number;
  /** undefined while its page is fetched. */
  row: ClientRow | undefined;
  setSize: number;
  active: boolean;
  open: boolean;
  query: string;
}

/** One row, at its place in the whole list: a reader hears “12 of 2,014” although only a window of rows exists. */
export const ClientOption = memo(function ClientOption({ index, row, setSize, active, open, query }: Props) {
  const choose = (): void => {
    useApp.getState().setActive(index);
    openActive({ focus: false });
  };
  return (
    <div
      id={optionId(index)}
      role="option"
      className={`client-row${active ? ' active' : ''}${open ? ' open' : ''}`}
      aria-selected={open}
      aria-setsize={setSize}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      onClick={choose}
    >
      {row ? <RowText row={row} query={query} /> : <span className="row-loading"><span className="unseen">Loading</span></span>}
    </div>
  );
});

function RowText({ row, query }: { row: ClientRow; query: string }) {
  const facts = useFacts();
  return (
    <>
      {row.name === '' ? (
        <span className="client-name quiet">Name not read yet</span>
      ) : (
        <span className="client-name" title={row.name}>
          {markMatches(row.name, query).map((part, at) => (part.match ? <mark key={at}>{part.text}</mark> : part.text))}
        </span>
      )}
      <span className="client-number numeric">{besideName(row, facts)}</span>
      <MarkSign mark={row.mark} />
    </>
  );
}

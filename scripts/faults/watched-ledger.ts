import type { Sqlite } from '../../main/engine/database.ts';
import type { EditEvent } from '../../main/engine/outbox/transitions.ts';

/** What is written of an edit's life, as it is written. */
export interface Watch {
  /** true: as if it had been written. */
  skips?: (kind: EditEvent['kind']) => boolean;
  /** `written`: inside the transaction, which a kill undoes. `committed`: just after it. */
  reached?: (kind: EditEvent['kind'], moment: 'written' | 'committed') => void;
}

interface Statement {
  run: (...values: unknown[]) => unknown;
}

const insertsEvent = 'INSERT INTO events';
const updatesEdit = 'UPDATE edits SET state';

/** The ledger's file with somebody looking over its shoulder: the engine notices nothing. */
export function watchedLedger(file: Sqlite, watch: Watch): Sqlite {
  let written: EditEvent['kind'][] = [];
  const statement = (sql: string): object => {
    const real = file.prepare(sql) as unknown as Statement;
    if (!sql.startsWith(insertsEvent) && !sql.startsWith(updatesEdit)) return real;
    return { run: (...values: unknown[]) => (sql.startsWith(insertsEvent) ? event(real, values) : update(real, values)) };
  };
  const event = (real: Statement, values: unknown[]): unknown => {
    // What is said of the whole ledger belongs to no edit.
    if (values.length < 4) return real.run(...values);
    const kind = values[2] as EditEvent['kind'];
    if (watch.skips?.(kind)) return { changes: 1, lastInsertRowid: 0 };
    const answer = real.run(...values);
    written.push(kind);
    watch.reached?.(kind, 'written');
    return answer;
  };
  const update = (real: Statement, values: unknown[]): unknown => (watch.skips?.(values[0] as EditEvent['kind']) ? { changes: 1, lastInsertRowid: 0 } : real.run(...values));
  const transaction = (work: (...given: unknown[]) => unknown) => (...given: unknown[]): unknown => {
    written = [];
    const answer = file.transaction(work)(...given);
    for (const kind of written.splice(0)) watch.reached?.(kind, 'committed');
    return answer;
  };
  return new Proxy(file, {
    get: (target, name) => {
      if (name === 'prepare') return statement;
      if (name === 'transaction') return transaction;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });
}

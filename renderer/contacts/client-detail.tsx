import { UserRoundSearch } from 'lucide-react';
import type { ClientDetail as Detail, ClientRow } from '../../shared/views.ts';
import { useNow } from '../desk/use-now.ts';
import { momentWords } from '../desk/time-words.ts';
import { useApp } from '../store.ts';
import { Empty } from '../theme/empty.tsx';
import { MarkPill } from '../theme/mark.tsx';
import { clientFacts } from './fact-words.ts';
import { Facts } from './facts.tsx';
import { FrozenStrip } from './frozen-strip.tsx';
import { AccountSection, CustomerSection } from './level-section.tsx';
import { StrandedForms } from './stranded-forms.tsx';
import './contacts.css';

/** One client in the middle of the desk. */
export function ClientDetail() {
  const openId = useApp((state) => state.openId);
  const detail = useApp((state) => state.detail);
  const row = useApp((state) => state.openRow);
  const missing = useApp((state) => state.missing);
  return (
    <main id="client" className="detail" tabIndex={0} aria-label="Client" aria-busy={openId !== null && detail === null && !missing}>
      {openId === null && <NothingOpen />}
      {missing && openId !== null && <StrandedForms clientId={openId} level={null} />}
      {missing && (
        <Empty title="This client is not in your list any more">Choose another on the left. If it was delinked, edits made for it are kept in the queue.</Empty>
      )}
      {detail !== null && <OpenClient key={detail.id} detail={detail} />}
      {openId !== null && detail === null && !missing && <Reading row={row} />}
    </main>
  );
}

function NothingOpen() {
  return (
    <Empty icon={UserRoundSearch} title="Choose a client">
      Its accounts, contacts and phones show here. Move through the list with <kbd>J</kbd> and <kbd>K</kbd>, search with <kbd>/</kbd>, and see every key with <kbd>?</kbd>.
    </Empty>
  );
}

function Reading({ row }: { row: ClientRow | null }) {
  return (
    <>
      {row !== null && <ClientHead row={row} facts="" />}
      <div className="reading-client" role="status" aria-label="Reading this client">
        <span />
        <span />
        <span />
      </div>
    </>
  );
}

function OpenClient({ detail }: { detail: Detail }) {
  const accounts = detail.levels.filter((level) => level.kind === 'account');
  const now = useNow();
  const read = detail.readAt === null ? '' : `read ${momentWords(detail.readAt, now)}`;
  const withContacts = accounts.filter((level) => level.contacts.length > 0).length;
  return (
    <>
      <ClientHead row={detail} facts={[detail.entitySubType, detail.linked ? 'linked' : 'no longer linked', read].filter((fact) => fact !== '').join(' · ')} />
      <div className="detail-body">
        <FrozenStrip detail={detail} />
        {detail.readAt === null && <p className="strip calm">Not read from Inland Revenue yet. It is first in line and will show here as it arrives.</p>}
        <Facts facts={clientFacts(detail)} />
        <StrandedForms clientId={detail.id} level={null} />
        {detail.levels.filter((level) => level.kind === 'customer').map((level) => (
          <CustomerSection key="customer" clientId={detail.id} level={level} />
        ))}
        {accounts.length > 0 && <h3 className="group-title">Accounts</h3>}
        {accounts.map((level) => (
          <AccountSection key={level.scope.key} clientId={detail.id} level={level} startOpen={withContacts <= 3 && level.contacts.length > 0} />
        ))}
      </div>
    </>
  );
}

function ClientHead({ row, facts }: { row: ClientRow; facts: string }) {
  return (
    <header className="client-head">
      <div className="client-title">
        <h2 className="selectable">{row.name === '' ? row.number : row.name}</h2>
        <MarkPill mark={row.mark} />
      </div>
      <p className="quiet">
        <span className="numeric selectable">{row.number}</span>
        {row.entityType !== '' && ` · ${row.entityType}`}
        {facts !== '' && ` · ${facts}`}
      </p>
    </header>
  );
}

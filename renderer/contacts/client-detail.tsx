import { UserRoundSearch } from 'lucide-react';
import type { SystemFacts } from '../../shared/systems.ts';
import type { ClientDetail as Detail, ClientRow } from '../../shared/views.ts';
import { useFacts, useWords } from '../desk/system-words.ts';
import { useNow } from '../desk/use-now.ts';
import { momentWords } from '../desk/time-words.ts';
import { NewRecord } from '../records/new-record.tsx';
import { recordKey } from '../records/record-draft.ts';
import { RecordPage } from '../records/record-page.tsx';
import { Together } from '../same-person/together.tsx';
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
  const unsaved = useApp((state) => (openId === null ? undefined : state.drafts[recordKey(openId)]));
  const facts = useFacts();
  const { one, Many } = useWords();
  const together = useApp((state) => state.together);
  if (together !== null && together.origin.clientId === openId) return <Together held={together} />;
  if (facts?.rows === 'contacts' && unsaved?.kind === 'record' && unsaved.was === null && detail === null)
    return (
      <main id="client" className="detail" tabIndex={0} aria-label="Contact">
        <NewRecord draft={unsaved} facts={facts} />
      </main>
    );
  return (
    <main id="client" className="detail" tabIndex={0} aria-label={Many.slice(0, -1)} aria-busy={openId !== null && detail === null && !missing}>
      {openId === null && <NothingOpen />}
      {missing && openId !== null && <StrandedForms clientId={openId} level={null} />}
      {missing && (
        <Empty title={`This ${one} is not in your list any more`}>Choose another on the left. {one === 'client' ? 'If it was delinked, edits' : 'Edits'} made for it are kept in the queue.</Empty>
      )}
      {detail !== null && (facts?.rows === 'contacts' ? <OpenRecord key={detail.id} detail={detail} facts={facts} /> : <OpenClient key={detail.id} detail={detail} />)}
      {openId !== null && detail === null && !missing && <Reading row={row} />}
    </main>
  );
}

function NothingOpen() {
  const { one } = useWords();
  return (
    <Empty icon={UserRoundSearch} title={`Choose a ${one}`}>
      {one === 'client' ? 'Its accounts, contacts and phones show here.' : 'Everything that is kept of it shows here.'} Move through the list with <kbd>J</kbd> and <kbd>K</kbd>, search with <kbd>/</kbd>, and see every key with <kbd>?</kbd>.
    </Empty>
  );
}

function Reading({ row }: { row: ClientRow | null }) {
  const { one } = useWords();
  return (
    <>
      {row !== null && <ClientHead row={one === 'contact' ? { ...row, number: '' } : row} facts="" />}
      <div className="reading-client" role="status" aria-label={`Reading this ${one}`}>
        <span />
        <span />
        <span />
      </div>
    </>
  );
}

function OpenClient({ detail }: { detail: Detail }) {
  const { system } = useWords();
  const accounts = detail.levels.filter((level) => level.kind === 'account');
  const now = useNow();
  const read = detail.readAt === null ? '' : `read ${momentWords(detail.readAt, now)}`;
  const withContacts = accounts.filter((level) => level.contacts.length > 0).length;
  return (
    <>
      <ClientHead row={detail} facts={[detail.entitySubType, detail.linked ? 'linked' : 'no longer linked', read].filter((fact) => fact !== '').join(' · ')} />
      <div className="detail-body">
        <FrozenStrip detail={detail} />
        {detail.readAt === null && <p className="strip calm">Not read from {system} yet. It is first in line and will show here as it arrives.</p>}
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

function OpenRecord({ detail, facts }: { detail: Detail; facts: SystemFacts }) {
  const now = useNow();
  const place = detail.levels[0]?.title ?? '';
  const read = detail.readAt === null ? '' : `read ${momentWords(detail.readAt, now)}`;
  return (
    <>
      <ClientHead row={{ ...detail, number: '' }} facts={[place, read].filter((fact) => fact !== '').join(' · ')} />
      <div className="detail-body">
        <RecordPage detail={detail} facts={facts} />
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
        {row.number !== '' && <span className="numeric selectable">{row.number}</span>}
        {[row.entityType, facts].filter((fact) => fact !== '').map((fact, at) => (at === 0 && row.number === '' ? fact : ` · ${fact}`))}
      </p>
    </header>
  );
}

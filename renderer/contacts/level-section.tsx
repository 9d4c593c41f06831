import { ChevronRight, Lock, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { scopeId } from '../../shared/contacts.ts';
import { mostUrgent } from '../../shared/marks.ts';
import type { LevelDetail } from '../../shared/views.ts';
import { counted } from '../desk/time-words.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { MarkPill } from '../theme/mark.tsx';
import { ContactCard, contactElementId } from './contact-card.tsx';
import { freeTypes, newContactDraft } from './contact-commands.ts';
import { accountFacts } from './fact-words.ts';
import { onPage } from './drafts.ts';
import { Facts } from './facts.tsx';
import { NewContactForm } from './forms.tsx';
import { contactTypeWord } from './phone-words.ts';
import { StrandedForms } from './stranded-forms.tsx';

interface Props {
  clientId: string;
  level: LevelDetail;
}

export function CustomerSection({ clientId, level }: Props) {
  return (
    <section className="level" aria-label="Customer contacts">
      <header className="level-head">
        <h3>Customer</h3>
        <span className="quiet">contacts for the client as a whole</span>
      </header>
      <LevelBody clientId={clientId} level={level} />
    </section>
  );
}

/** An account folds away; it stays open while it holds an edit or an open form. */
export function AccountSection({ clientId, level, startOpen }: Props & { startOpen: boolean }) {
  const mark = mostUrgent(level.contacts.map((contact) => contact.mark));
  const busy = useApp((state) => Object.values(state.drafts).some((draft) => onPage(draft) && draft.clientId === clientId && scopeId(draft.scope) === scopeId(level.scope)));
  const [open, setOpen] = useState(startOpen || mark !== 'upToDate');
  return (
    <Disclosure className="level account" isExpanded={open || busy} onExpandedChange={setOpen}>
      <Heading level={3} className="level-head">
        <AriaButton slot="trigger" className="level-open">
          <ChevronRight size={16} aria-hidden className="chevron" />
          <span className="account-title">{level.title}</span>
          <span className="numeric quiet">{level.accountId}</span>
          {level.status !== '' && level.status !== 'Active' && <span className="account-status">{level.status}</span>}
          <span className="account-summary">
            {mark !== 'upToDate' && <MarkPill mark={mark} />}
            {level.locked !== '' && <Lock size={13} aria-label="Cannot be changed here" />}
            <span className="quiet">{level.contacts.length === 0 ? 'no contacts of its own' : counted(level.contacts.length, 'contact')}</span>
          </span>
        </AriaButton>
      </Heading>
      <DisclosurePanel role="region" aria-label={`Contacts of ${level.title} ${level.accountId}`}>
        {(open || busy) && <LevelBody clientId={clientId} level={level} />}
      </DisclosurePanel>
    </Disclosure>
  );
}

function LevelBody({ clientId, level }: Props) {
  const formKey = `contact ${scopeId(level.scope)}`;
  const draft = useApp((state) => state.drafts[formKey]);
  const free = freeTypes(level);
  return (
    <div className="level-body">
      <Facts facts={accountFacts(level)} />
      {level.locked !== '' && (
        <p className="locked">
          <Lock size={14} aria-hidden />
          {level.locked}
        </p>
      )}
      <StrandedForms clientId={clientId} level={level} />
      {level.contacts.map((contact) => (
        <ContactCard key={contact.key} clientId={clientId} level={level} contact={contact} />
      ))}
      {level.contacts.length === 0 && level.locked === '' && draft === undefined && <p className="quiet no-contacts">{emptyWords(level)}</p>}
      {draft?.kind === 'contact' ? <NewContactForm formKey={formKey} draft={draft} free={free} returnTo={contactElementId(level.scope.key, draft.contactType)} /> : <AddContact {...{ clientId, level, free }} />}
    </div>
  );
}

const emptyWords = (level: LevelDetail): string =>
  level.kind === 'customer' ? 'Inland Revenue holds no contact for this client.' : 'This account has no contacts of its own.';

function AddContact({ clientId, level, free }: Props & { free: readonly string[] }) {
  if (free.length === 0) return null;
  return (
    <div className="add-contact">
      {free.map((type) => (
        <Button key={type} look="plain" small onPress={() => useApp.getState().openDraft(newContactDraft(clientId, level, type))}>
          <Plus size={14} aria-hidden />
          Add {contactTypeWord(type).toLowerCase()} contact
        </Button>
      ))}
    </div>
  );
}

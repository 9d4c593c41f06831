import { Pencil, Plus, Trash2 } from 'lucide-react';
import type { LevelDetail, ShownContact } from '../../shared/views.ts';
import { useApp } from '../store.ts';
import { AlsoIn } from '../same-person/also-in.tsx';
import { Button, IconButton } from '../theme/button.tsx';
import { nameDraft, newPhoneDraft, removeDraft } from './contact-commands.ts';
import { EditReason, EditState } from './edit-state.tsx';
import { PhoneForm, RemoveForm, RenameForm } from './forms.tsx';
import { contactIdentity } from './just-sent.ts';
import { PhoneRow } from './phone-row.tsx';
import { contactName, contactTypeWord } from './phone-words.ts';

interface Props {
  clientId: string;
  level: LevelDetail;
  contact: ShownContact;
}

/** By type and not by key: the form of a new contact gives the focus back to a card that has no key yet. There is one of each type at a level. */
export const contactElementId = (scopeKey: string, type: string): string => `contact ${scopeKey} ${type}`.replaceAll(' ', '-');

export function ContactCard({ clientId, level, contact }: Props) {
  const drafts = useApp((state) => state.drafts);
  const renameKey = `name ${contact.key}`;
  const addKey = `phone ${contact.key} new`;
  const removeKey = `remove ${contact.key} all`;
  const [renaming, adding, removing] = [drafts[renameKey], drafts[addKey], drafts[removeKey]];
  const id = contact.removed ? `removed-${contact.key}` : contactElementId(level.scope.key, contact.type);
  const touch = (): void => useApp.getState().setCurrentContact(contact.key);
  return (
    <article id={id} className={`contact${contact.removed ? ' removed' : ''}`} tabIndex={-1} aria-label={`${contactTypeWord(contact.type)} contact ${contact.name}`.trim()} onFocusCapture={touch} onPointerDown={touch}>
      {renaming?.kind === 'name' ? <RenameForm formKey={renameKey} draft={renaming} returnTo={id} /> : <ContactLine {...{ clientId, level, contact }} />}
      <EditReason editIds={contact.editIds} />
      {removing?.kind === 'remove' && <RemoveForm formKey={removeKey} draft={removing} returnTo={id} what={contactName(contact)} />}
      <ul className="phones" aria-label={`Phones of ${contactName(contact)}`}>
        {contact.phones.map((phone) => (
          <PhoneRow key={phone.key} {...{ clientId, level, contact, phone }} returnTo={id} />
        ))}
      </ul>
      {adding?.kind === 'phone' ? (
        <PhoneForm formKey={addKey} draft={adding} returnTo={id} />
      ) : (
        !contact.removed && level.locked === '' && <AddPhone {...{ clientId, level, contact }} />
      )}
    </article>
  );
}

function ContactLine({ clientId, level, contact }: Props) {
  const name = contactName(contact);
  const { openDraft } = useApp.getState();
  return (
    <header className="contact-row">
      <span className="contact-type">{contactTypeWord(contact.type)}</span>
      <h4 className={`contact-name selectable${contact.name === '' ? ' quiet' : ''}`}>{contact.name === '' ? 'No name' : contact.name}</h4>
      <EditState mark={contact.mark} editIds={contact.editIds} removed={contact.removed} of={name} identity={contactIdentity(contact)} />
      {!contact.removed && level.locked === '' && (
        <span className="row-actions">
          <AlsoIn clientId={clientId} contact={contact} />
          <IconButton label={`Rename ${name}`} onPress={() => openDraft(nameDraft(clientId, { level, contact }))}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton label={`Remove ${name}`} onPress={() => openDraft(removeDraft(clientId, { level, contact }, null))}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </span>
      )}
    </header>
  );
}

/** Inland Revenue takes at most five phones on a contact; beyond that there is nothing to offer, so it says why. */
function AddPhone({ clientId, level, contact }: Props) {
  const held = contact.phones.filter((phone) => !phone.removed).length;
  if (held >= 5) return <p className="field-hint add-phone">Five phones: as many as Inland Revenue takes on a contact.</p>;
  return (
    <div className="add-phone">
      <Button look="plain" small onPress={() => useApp.getState().openDraft(newPhoneDraft(clientId, { level, contact }))} aria-label={`Add phone to ${contactName(contact)}`}>
        <Plus size={14} aria-hidden />
        Add phone
      </Button>
    </div>
  );
}

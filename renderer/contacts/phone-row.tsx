import { Pencil, Phone, Printer, Smartphone, House, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { countryName } from '../../shared/inland-revenue/countries.ts';
import { displayPhone } from '../../shared/inland-revenue/phone-display.ts';
import type { LevelDetail, ShownContact, ShownPhone } from '../../shared/views.ts';
import { useApp } from '../store.ts';
import { IconButton } from '../theme/button.tsx';
import { phoneDraft, removeDraft } from './contact-commands.ts';
import { EditReason, EditState } from './edit-state.tsx';
import { PhoneForm, RemoveForm } from './forms.tsx';
import { phoneIdentity } from './just-sent.ts';
import { contactName, phoneName, phoneTypeWord } from './phone-words.ts';

const icons: Readonly<Record<string, LucideIcon>> = { CELL: Smartphone, BSN: Phone, HOM: House, BSNFAX: Printer };

interface Props {
  clientId: string;
  level: LevelDetail;
  contact: ShownContact;
  phone: ShownPhone;
  returnTo: string;
}

export function PhoneRow({ clientId, level, contact, phone, returnTo }: Props) {
  const changeKey = `phone ${contact.key} ${phone.key}`;
  const removeKey = `remove ${contact.key} ${phone.key}`;
  const changing = useApp((state) => state.drafts[changeKey]);
  const removing = useApp((state) => state.drafts[removeKey]);
  const what = phoneName(phone);
  return (
    <li className="phone">
      <PhoneLine {...{ clientId, level, contact, phone, returnTo, what }} />
      <EditReason editIds={phone.editIds} />
      {changing?.kind === 'phone' && <PhoneForm formKey={changeKey} draft={changing} returnTo={returnTo} />}
      {removing?.kind === 'remove' && <RemoveForm formKey={removeKey} draft={removing} returnTo={returnTo} what={what} />}
    </li>
  );
}

function PhoneLine({ clientId, level, contact, phone, what }: Props & { what: string }) {
  const Icon = icons[phone.PhoneType] ?? Phone;
  const foreign = phone.Country !== 'NZ' && phone.Country !== '';
  const { openDraft } = useApp.getState();
  const fixed = phone.removed || contact.removed || level.locked !== '';
  return (
    <div className={`phone-row${phone.removed || contact.removed ? ' removed' : ''}`}>
      <Icon size={15} aria-hidden className="phone-icon" />
      <span className="phone-type">{phoneTypeWord(phone.PhoneType)}</span>
      <span className="phone-number numeric selectable">
        {displayPhone(phone)}
        {foreign && <span className="quiet"> {countryName(phone.Country)}</span>}
      </span>
      {!contact.removed && <EditState mark={phone.mark} editIds={phone.editIds} removed={phone.removed} of={what} identity={phoneIdentity(contact, phone)} />}
      {!fixed && (
        <span className="row-actions">
          <IconButton label={`Change ${what}`} onPress={() => openDraft(phoneDraft(clientId, { level, contact }, phone))}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton label={`Remove ${what} of ${contactName(contact)}`} onPress={() => openDraft(removeDraft(clientId, { level, contact }, phone.key))}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </span>
      )}
    </div>
  );
}

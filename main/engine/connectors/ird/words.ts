import type { SystemWords } from '../../gateway/system-words.ts';

/** What a refusal means to the person, and what to do next. The gateway's own text stays under Details. */
const refusals: Record<string, string> = {
  ACT100: 'Inland Revenue does not keep contacts on this type of account. Discard this edit, or add the contact to the customer.',
  CNT101: 'There is already a contact of this type here. Read it again and change that one, or discard this edit.',
  CNT102: 'Inland Revenue does not accept this phone number. Correct it and try again.',
  CNT103: 'A contact must have between one and five phone numbers. Look at the contact as it is now, then try again or discard this edit.',
  CST404: 'Inland Revenue has no record with this number any more. Look at the client again, then discard this edit or make it anew.',
  EV1100: 'Inland Revenue could not read this edit. Copy the details and tell us; nothing was changed.',
  EV2234: 'Inland Revenue says this IRD number is not valid. Check the client\'s number with them, then discard this edit.',
};

/** Codes we do not know are shown, never swallowed (SPEC 10). */
export const refusalWords = (code: string): string => refusals[code] ?? `Inland Revenue refused this with code ${code}. The answer is under Details.`;

const frozen = {
  notListed: 'This client is not on your client lists at Inland Revenue any more. Nothing is sent for it; edits that wait are kept, and go once it is linked again.',
  pending: 'The link to this client is not approved yet. Nothing is sent for it until it is; edits that wait are kept.',
  refused:
    "Inland Revenue does not let this logon see this client, or has no record of it. Nothing is sent for it; edits that wait are kept. Ask whoever looks after your firm's myIR logons for access.",
};

/** Why nothing is sent for a client (faults F20). */
export const frozenWords = (why: keyof typeof frozen): string => frozen[why];

export const irdWords: SystemWords = {
  row: 'client',
  denied: "Inland Revenue does not let this logon change this. Ask whoever looks after your firm's myIR logons for more access to the client, then try again, or discard this edit.",
  gone: 'Inland Revenue no longer has this. Add it again with your change (it gets a new id there: an id that was removed never comes back), or discard this edit.',
  taken: 'Somebody else has added a contact of this type. Discard this edit and change theirs, or try again once it is gone.',
  onlyTheirs: 'Inland Revenue takes one contact of each kind here. Keep theirs, or try again once it is gone.',
  changedThere: 'Somebody else changed this at Inland Revenue after you last read it. Keep yours, or discard it and keep theirs.',
  mayNotLook: 'Inland Revenue does not let us look whether it arrived.',
  otherPlace: 'This account is not one of this client any more. Look at the client again.',
  check: {
    itIs: 'It is an Inland Revenue gateway.',
    accepted: 'The gateway accepts the sign-in.',
    notIt: 'Something answers at this address, but it is not an Inland Revenue gateway. Check the address; on a public network, sign in to the network first.',
    notAccepted: 'Inland Revenue did not accept this sign-in. It may have expired.',
    denied: 'The sign-in is valid, but not for the contact service. Ask Inland Revenue to enable the Contact API for your software.',
    notSignedIn: 'Not signed in yet; the client lists can be looked at after that.',
    addressField: 'settings.gateway',
    outOfReach: 'The client list service cannot be reached.',
    badRequest: ' If a relay or the gateway asks for a client certificate, choose one.',
  },
  list: {
    denied: "Inland Revenue does not let this logon see the client lists. Ask whoever looks after your firm's myIR logons for access.",
    notAccepted: "Inland Revenue's client list service did not accept the sign-in. It is asked again by itself; if this stays, sign out and in again.",
    silent: 'The client list service does not answer.',
    meanwhile: 'The list of your clients is asked for again by itself; what is here is worked with meanwhile.',
    strange: (types) => (types.length === 0 ? '' : `Some linked clients are listed under a kind of number that Agentbook does not know (${types.join(', ')}) and are not shown here.`),
    unseen: () => '',
  },
};

/** The fields of `changesOf`, as the history's file names them. */
const fields: Record<string, string> = { contactType: 'Kind of contact', name: 'Name', phone: 'Phone', 'phone.number': 'Number', 'phone.type': 'Kind of phone', 'phone.extension': 'Extension' };
export const fieldWord = (field: string): string => fields[field] ?? field;

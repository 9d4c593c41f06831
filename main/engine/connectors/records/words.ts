import type { SystemFacts } from '../../../../shared/systems.ts';
import type { SystemWords } from '../../gateway/system-words.ts';

/** What the queue, the history and the list say of a system whose contacts are records. */
export const recordWords = ({ name, cannot, scopeWord }: SystemFacts): SystemWords => ({
  row: 'contact',
  denied: `${name} does not give this connection the right to do this. Give it a key that has the right, then try again, or discard this edit.`,
  gone: cannot.create === '' ? `${name} no longer has this contact. Add it again with your change (it is a new contact there, with a new id), or discard this edit.` : `${name} no longer has this contact. Discard this edit.`,
  taken: `${name} has a contact under this id already, and it is another. Discard this edit and look at that one.`,
  onlyTheirs: `${name} has a contact under this id already. Keep theirs, or try again once it is gone.`,
  changedThere: `Somebody else changed this at ${name} after you last read it. Keep yours, or discard it and keep theirs.`,
  mayNotLook: `${name} does not let us look whether it arrived.`,
  otherPlace: `This ${scopeWord.toLowerCase()} is not one that this connection can reach any more. Read the list again.`,
  check: {
    itIs: `It is ${name}.`,
    accepted: `${name} accepts the key.`,
    notIt: `Something answers at this address, but it is not ${name}. Check the address; on a public network, sign in to the network first.`,
    notAccepted: `${name} did not accept the key. Check that the whole of it was copied, and that it is one for this address.`,
    denied: `${name} accepts the key, but does not give it the right to contacts. Choose a key that has it.`,
    notSignedIn: 'There is no key yet; the contacts can be looked at after that.',
    addressField: 'settings.address',
    outOfReach: `${name} cannot be reached.`,
    badRequest: '',
  },
  list: {
    denied: `${name} does not give this connection the right to read contacts. Give it a key that has the right.`,
    notAccepted: `${name} did not accept the key of this connection. Type it again in the settings of the connection.`,
    silent: `${name} does not answer.`,
    meanwhile: 'The contacts are asked for again by themselves; what is here is worked with meanwhile.',
    strange: () => '',
    unseen: (places) => (places.length === 0 ? '' : `${places.join(', ')} cannot be read: ${name} does not let this key see contacts there just now. What was read before stays as it was. Ask for the right again; it is tried again by itself.`),
  },
});

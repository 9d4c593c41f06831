import type { Control } from '../../main/sandbox/control-client.ts';
import { Desk } from './desk.ts';
import { openAccounts, type Found } from './people.ts';

/** A client on which every use case of the Contact API can be done: one primary contact, room for phones, an account without contacts. */
export const hasRoom = (state: Found['state']): boolean =>
  state.Customer.Contact?.length === 1 &&
  state.Customer.Contact[0]?.ContactType === 'PRIMRY' &&
  /^.{8,30}$/.test(state.Customer.Contact[0].Name) &&
  state.Customer.Contact[0].Phone.length < 4 &&
  state.Customer.Contact[0].Phone.every((phone) => phone.Country === 'NZ') &&
  openAccounts(state).some((account) => !account.Contact?.length);

/** Name of the client's own primary contact. */
export const holderOf = (client: Found): string => client.state.Customer.Contact?.[0]?.Name ?? '';

/** An account of the client that has no contact and can have one. */
export const emptyAccountOf = (client: Found): string => openAccounts(client.state).find((account) => !account.Contact?.length)?.ID ?? '';

/** A part of the main job that is worth a picture of its own. */
export interface Part {
  words: string;
  name: string;
  deed: (desk: Desk, client: Found) => Promise<void>;
}

/** The twelve use cases of the Contact API on the open client: six at the customer, six at an account (SPEC 7.1-7.6). */
export const mainJob: readonly Part[] = [
  {
    words: 'Add a phone in whatever form it was given',
    name: 'add-phone',
    deed: async (desk, client) => desk.typePhone(await desk.level(), holderOf(client), '+61 2 9374 4000 ext 5', 'Business'),
  },
  {
    words: 'It shows at once, marked as waiting',
    name: 'waiting',
    deed: async (desk) => {
      await desk.page.keyboard.press('Enter');
      await (await desk.level()).getByRole('button', { name: 'Change business +61 2 9374 4000 ext 5' }).waitFor();
    },
  },
  { words: 'Change the new phone, remove it again, rename the contact', name: 'customer-edits', deed: editCustomer },
  {
    words: 'Add a secondary contact, and remove it again',
    name: 'customer-secondary',
    deed: async (desk) => {
      await desk.addContact(await desk.level(), 'secondary', 'Anahera Rangi', '021 555 0199');
      await desk.removeContact(await desk.level(), 'Anahera Rangi');
    },
  },
  { words: 'The same at an account: primary and secondary, phones, names', name: 'account-edits', deed: editAccount },
];

async function editCustomer(desk: Desk, client: Found): Promise<void> {
  const customer = await desk.level();
  const holder = holderOf(client);
  await desk.changePhone(customer, 'business +61 2 9374 4000 ext 5', '04 445 1153 ext 4', 'Business');
  await desk.removePhone(customer, 'business 04 445 1153 ext 4', holder);
  await desk.rename(customer, holder, `${holder} Tāwhiri`);
}

async function editAccount(desk: Desk, client: Found): Promise<void> {
  const account = await desk.level(emptyAccountOf(client));
  await desk.addContact(account, 'primary', 'Hēmi Parata', '022 555 0142');
  await desk.addPhone(account, 'Hēmi Parata', '09 555 0177', 'Home');
  await desk.changePhone(account, 'home 09 555 0177', '09 555 0178', 'Home');
  await desk.removePhone(account, 'mobile 022 555 0142', 'Hēmi Parata');
  await desk.rename(account, 'Hēmi Parata', 'Hēmi Parata-Moss');
  await desk.addContact(account, 'secondary', 'Kōwhai Moss', '027 555 0163');
  await desk.removeContact(account, 'Kōwhai Moss');
}

export async function doMainJob(desk: Desk, client: Found): Promise<void> {
  for (const part of mainJob) await part.deed(desk, client);
}

/** Makes an edit only once the one before has arrived, as somebody does who works slowly and online: nothing can come together. */
class PatientDesk extends Desk {
  readonly #arrived: () => Promise<number>;
  #made = 0;

  constructor(desk: Desk, arrived: () => Promise<number>) {
    super(desk.page);
    this.#arrived = arrived;
  }

  override addContact = (...of: Parameters<Desk['addContact']>): Promise<void> => this.#next(() => super.addContact(...of));
  override removeContact = (...of: Parameters<Desk['removeContact']>): Promise<void> => this.#next(() => super.removeContact(...of));
  override rename = (...of: Parameters<Desk['rename']>): Promise<void> => this.#next(() => super.rename(...of));
  override changePhone = (...of: Parameters<Desk['changePhone']>): Promise<void> => this.#next(() => super.changePhone(...of));
  override removePhone = (...of: Parameters<Desk['removePhone']>): Promise<void> => this.#next(() => super.removePhone(...of));

  /** `addPhone` goes through it too. Its caller saves it; the next edit waits for that one as well. */
  override typePhone = (...of: Parameters<Desk['typePhone']>): Promise<void> => this.#next(() => super.typePhone(...of));

  async #next(edit: () => Promise<void>): Promise<void> {
    await this.settled();
    await edit();
    this.#made += 1;
  }

  /** Every edit so far has arrived, and the desk knows. */
  async settled(): Promise<void> {
    for (const end = Date.now() + 20_000; (await this.#arrived()) < this.#made; await new Promise((resolve) => setTimeout(resolve, 20)))
      if (Date.now() > end) throw new Error(`${await this.#arrived()} of ${this.#made} edits have arrived`);
    await this.until(/^(Up to date|Connected)/);
  }
}

/** The main job with the gateway there, each edit sent before the next is made. */
export async function doMainJobOneByOne(desk: Desk, client: Found, control: Control): Promise<void> {
  const patient = new PatientDesk(desk, async () => (await effectsOf(control)).length);
  await doMainJob(patient, client);
  await patient.settled();
}

/** How many edits the main job makes: each has its own row in the queue and in the history. */
export const mainJobEdits = 13;

/** What the sandbox must have recorded after a main job made offline: what waits comes together to the fewest calls (docs/decisions/0013). */
export const mainJobCalls: readonly string[] = ['PUT contact', 'POST contact'];

/** What the sandbox must have recorded where each edit was sent before the next was made: each once, in the order it was made. */
export const mainJobEffects: readonly string[] = [
  'POST phone', 'PUT phone', 'DELETE phone', 'PUT contact', 'POST contact', 'DELETE contact',
  'POST contact', 'POST phone', 'PUT phone', 'DELETE phone', 'PUT contact', 'POST contact', 'DELETE contact',
];

/** The sandbox's own record in short: `PUT phone`, in the order of application. */
export const effectsOf = async (control: Control): Promise<string[]> =>
  (await control.effects()).filter(({ actor }) => actor === 'caller').map(({ method, path }) => `${method} ${path.replace('/gateway/contact/', '')}`);

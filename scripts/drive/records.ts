import type { Locator, Page } from 'playwright';
import type { Desk } from './desk.ts';

/** What a person does with several connections, and with systems whose contacts are records. */
export class Records {
  readonly desk: Desk;
  readonly #page: Page;

  constructor(desk: Desk) {
    this.desk = desk;
    this.#page = desk.page;
  }

  get switcher(): Locator {
    return this.#page.getByRole('group', { name: 'Connections' });
  }

  /** A connection in the list of them, by its name. */
  entry(name: string): Locator {
    return this.switcher.getByRole('button', { name: new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} ?,`) });
  }

  /** The record that is open. */
  get contact(): Locator {
    return this.#page.getByRole('main', { name: 'Contact' }).getByRole('article');
  }

  /** The form of a new connection to a system, by the system's name. */
  async openForm(system: string): Promise<void> {
    await this.desk.command('Add a connection');
    await this.#page.getByRole('button', { name: `Connect: ${system}` }).click();
    await this.#page.getByRole('form', { name: `Connect to ${system}` }).waitFor();
  }

  /** Fills in the form with an address of one's own and hands it in; waits until its contacts show. */
  async connect(system: string, address: string, token: string, name: string): Promise<void> {
    await this.connectWith(system, address, { '.*token': token }, name);
  }

  /** As a first start's only connection: chooses the system on the welcome screen. */
  async beginWith(system: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Choose a system' }).click();
    await this.#page.getByRole('button', { name: `Connect: ${system}` }).click();
  }

  /** The same for systems that ask for other things: `values` by the beginning of their labels. */
  async connectWith(system: string, address: string, values: Readonly<Record<string, string>>, name: string): Promise<void> {
    const form = this.#page.getByRole('form', { name: `Connect to ${system}` });
    const line = form.getByRole('textbox', { name: 'Address', exact: true });
    await form.waitFor();
    if (await line.isHidden()) await form.getByText('Another address', { exact: true }).click();
    await line.fill(address);
    for (const [label, value] of Object.entries(values)) await form.getByRole('textbox', { name: new RegExp(`^${label}`, 'i') }).fill(value);
    await form.getByRole('textbox', { name: /^Name for this connection/ }).fill(name);
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await this.#page.getByRole('listbox', { name: 'Contacts' }).waitFor();
  }

  /** Opens the first contact of the list; answers its name. */
  async openFirst(): Promise<string> {
    const option = this.#page.getByRole('listbox', { name: 'Contacts' }).getByRole('option').first();
    await option.click();
    await this.contact.waitFor();
    return (await this.#page.getByRole('main', { name: 'Contact' }).getByRole('heading', { level: 2 }).textContent()) ?? '';
  }

  /** The id of the open contact at its system, as its page shows it under *Other*. */
  async idOfOpen(): Promise<string> {
    return (await this.contact.getByRole('region', { name: 'Other' }).locator('dt', { hasText: /^id$/ }).locator('xpath=following-sibling::dd').textContent()) ?? '';
  }

  /** Fills in fields by their labels. */
  async fill(form: Locator, values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await form.getByRole('textbox', { name: new RegExp(`^${label}( · needed)?$`) }).fill(value);
  }
}

import type { Locator, Page } from 'playwright';

/** What is typed into the form at a first start. */
export interface Door {
  url: string;
  agency: string;
  token: string;
  name: string;
}

/** What a person does at the desk, by the names that a screen reader gives things. */
export class Desk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get status(): Locator {
    return this.page.getByRole('status', { name: 'Connection' });
  }

  get queue(): Locator {
    return this.page.getByRole('region', { name: 'Queue', exact: true });
  }

  get client(): Locator {
    return this.page.getByRole('main', { name: 'Client' });
  }

  get list(): Locator {
    return this.page.getByRole('listbox', { name: 'Clients' });
  }

  async startPractice(): Promise<void> {
    await this.page.getByRole('button', { name: 'Start with practice data' }).click();
    await this.list.waitFor();
  }

  /** First start: unfolds the form, at another address than Inland Revenue's own. */
  async openForm(): Promise<void> {
    const open = this.page.getByRole('button', { name: 'Set up a connection' });
    await open.or(this.page.getByRole('form', { name: 'Connect to a gateway' })).waitFor();
    if (await open.isVisible()) await open.click();
    await this.page.getByRole('radio', { name: 'Another address' }).click();
  }

  /** Fills in a gateway that is not one of Inland Revenue's own, with a pasted token, and hands it in. Does not wait for what follows. */
  async fillIn({ url, agency, token, name }: Door): Promise<void> {
    await this.openForm();
    await this.page.getByRole('textbox', { name: 'Gateway address' }).fill(url);
    await this.page.getByRole('textbox', { name: 'Agency’s IRD number' }).fill(agency);
    await this.page.getByRole('textbox', { name: 'Access token' }).fill(token);
    await this.page.getByRole('textbox', { name: /^Name for this connection/ }).fill(name);
    await this.page.getByRole('button', { name: 'Connect', exact: true }).click();
  }

  /** Gives a file field of the open form its file, by the field's label. Answers the field. */
  async chooseFile(label: string, name: string, content: string | Buffer): Promise<Locator> {
    const field = this.page.getByRole('group', { name: label });
    await field.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
    return field;
  }

  /** First start: connects to a gateway by its address, the agency's number and a token. */
  async connect(url: string, agency: string, token: string, name: string): Promise<void> {
    await this.fillIn({ url, agency, token, name });
    await this.list.waitFor();
  }

  /** Waits until the status bar says something like this. */
  async until(words: RegExp, timeout = 60_000): Promise<void> {
    await this.status.filter({ hasText: words }).waitFor({ timeout });
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: /^Search (clients|contacts)$/ }).fill(text);
  }

  /** Finds a client by its number and opens it. */
  async open(number: string, name: string): Promise<void> {
    await this.search(number);
    await this.page.getByRole('option', { name: new RegExp(number) }).click();
    await this.client.getByRole('heading', { level: 2, name }).waitFor();
  }

  /** A level of the open client: its customer level, or an account by its id. Unfolds it. */
  async level(accountId = ''): Promise<Locator> {
    if (accountId === '') return this.client.getByRole('region', { name: 'Customer contacts' });
    const trigger = this.client.getByRole('button', { name: new RegExp(accountId) });
    if ((await trigger.getAttribute('aria-expanded')) === 'false') await trigger.click();
    return this.client.getByRole('region', { name: new RegExp(accountId) });
  }

  contact(level: Locator, name: string): Locator {
    return level.getByRole('article', { name: new RegExp(` contact ${escape(name)}$`) });
  }

  async addContact(level: Locator, type: 'primary' | 'secondary', name: string, phone: string): Promise<void> {
    await level.getByRole('button', { name: `Add ${type} contact` }).click();
    const form = level.getByRole('form', { name: 'New contact' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    await form.getByRole('textbox', { name: 'Phone number' }).fill(phone);
    await this.page.keyboard.press('Enter');
    await this.contact(level, name).waitFor();
  }

  async rename(level: Locator, from: string, to: string): Promise<void> {
    await level.getByRole('button', { name: `Rename ${from}` }).click();
    await level.getByRole('form', { name: 'Rename contact' }).getByRole('textbox', { name: 'Name' }).fill(to);
    await this.page.keyboard.press('Enter');
    await this.contact(level, to).waitFor();
  }

  async removeContact(level: Locator, name: string): Promise<void> {
    await level.getByRole('button', { name: `Remove ${name}`, exact: true }).click();
    await level.getByRole('button', { name: 'Remove contact' }).click();
    await level.getByRole('form', { name: /^Remove/ }).waitFor({ state: 'detached' });
  }

  /** A new phone up to the moment before it is saved. */
  async typePhone(level: Locator, contact: string, number: string, kind: string): Promise<void> {
    await level.getByRole('button', { name: `Add phone to ${contact}` }).click();
    await this.#typePhone(level.getByRole('form', { name: 'New phone' }), number, kind);
  }

  async addPhone(level: Locator, contact: string, number: string, kind: string): Promise<void> {
    await this.typePhone(level, contact, number, kind);
    await this.#save(level.getByRole('form', { name: 'New phone' }));
  }

  async changePhone(level: Locator, from: string, to: string, kind: string): Promise<void> {
    await level.getByRole('button', { name: `Change ${from}` }).click();
    const form = level.getByRole('form', { name: 'Change phone' });
    await this.#typePhone(form, to, kind);
    await this.#save(form);
  }

  async removePhone(level: Locator, phone: string, contact: string): Promise<void> {
    await level.getByRole('button', { name: `Remove ${phone} of ${contact}` }).click();
    await level.getByRole('button', { name: 'Remove phone' }).click();
    await level.getByRole('form', { name: /^Remove/ }).waitFor({ state: 'detached' });
  }

  async openQueue(): Promise<void> {
    if (await this.queue.isVisible()) return;
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Queue/ }).click();
    await this.queue.waitFor();
  }

  /** A command from the palette, by the beginning of its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('Control+K');
    const palette = this.page.getByRole('dialog', { name: 'Find a client or a command' });
    await palette.getByRole('combobox').fill(title);
    await palette.getByRole('option', { name: title }).waitFor();
    await this.page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
  }

  async closeQueue(): Promise<void> {
    if (await this.queue.isHidden()) return;
    await this.queue.getByRole('button', { name: 'Close queue' }).click();
    await this.queue.waitFor({ state: 'detached' });
  }

  /** One edit of the queue, by what it says. */
  edit(words: string | RegExp): Locator {
    return this.queue.getByRole('listitem').filter({ hasText: words });
  }

  get history(): Locator {
    return this.page.getByRole('main', { name: 'History' });
  }

  async openHistory(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^History/ }).click();
    await this.history.waitFor();
  }

  async showSent(): Promise<void> {
    await this.openQueue();
    await this.queue.getByRole('tab', { name: /^Sent/ }).click();
  }

  async tryNow(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try now' }).click();
  }

  async #typePhone(form: Locator, number: string, kind: string): Promise<void> {
    await form.getByRole('radiogroup', { name: 'Kind of phone' }).getByText(kind, { exact: true }).click();
    await form.getByRole('textbox', { name: 'Phone number' }).fill(number);
  }

  async #save(form: Locator): Promise<void> {
    await this.page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
  }
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

import type { SignInMethod } from '../../shared/connection-settings.ts';
import { jwtAlgorithms } from '../../shared/connection-settings.ts';
import { ChoiceList } from '../theme/choice-list.tsx';
import { TextArea } from '../theme/text-area.tsx';
import { methodOf } from './draft.ts';
import { labels } from './fields.ts';
import { FileLine } from './file-line.tsx';
import { Box, Line, Pick } from './lines.tsx';
import { SecretLine } from './secret-line.tsx';
import type { FormHandle } from './use-form.ts';

export const methods: readonly { id: SignInMethod; word: string; meaning: string }[] = [
  { id: 'native', word: 'In the browser, once a day', meaning: 'You sign in with myIR; it holds for about eight hours. For software registered as a native app.' },
  { id: 'cloud', word: 'In the browser, once', meaning: 'You sign in with myIR once, and it is renewed by itself. For software registered as a cloud application.' },
  { id: 'machine', word: 'With a signing key', meaning: 'Nobody signs in: a key on this computer does. Inland Revenue tells a machine no client list, so you type the clients’ numbers.' },
  { id: 'token', word: 'With a pasted token', meaning: 'An access token somebody gave you, for a sandbox or a relay. You paste a new one when it runs out.' },
];

/** How one signs in, and only what that way needs. */
export function SignInFields({ form }: { form: FormHandle }) {
  const method = methodOf(form.draft);
  const choose = (chosen: SignInMethod): void =>
    form.change((draft) => ({ ...draft, values: { ...draft.values, 'settings.signIn.method': chosen }, typed: [...draft.typed, 'settings.signIn.method'] }), 'settings.signIn.method');
  return (
    <>
      <Box field="settings.signIn.method">
        <ChoiceList label={labels['settings.signIn.method']} options={methods} value={method} onChange={choose} problem={form.problem('settings.signIn.method')} />
      </Box>
      {method === 'token' && <SecretLine form={form} field="secrets.token" hint="Never kept in plain text." />}
      {(method === 'native' || method === 'cloud') && <BrowserFields form={form} />}
      {method === 'machine' && <MachineFields form={form} />}
    </>
  );
}

function BrowserFields({ form }: { form: FormHandle }) {
  return (
    <>
      <div className="field-pair">
        <Line form={form} field="settings.signIn.clientId" />
        <SecretLine form={form} field="secrets.clientSecret" />
      </div>
      <Line form={form} field="settings.signIn.redirectPorts" hint="Ports of this computer, registered with Inland Revenue and tried in turn." />
    </>
  );
}

function MachineFields({ form }: { form: FormHandle }) {
  return (
    <>
      <div className="field-pair">
        <Line form={form} field="settings.signIn.machine.issuer" hint="As agreed with Inland Revenue." />
        <Line form={form} field="settings.signIn.machine.logon" hint="Whose delegations apply; empty for your own." />
      </div>
      <Pick form={form} field="settings.signIn.machine.algorithm" options={jwtAlgorithms.map((id) => ({ id, word: id }))} />
      <div className="field-pair">
        <FileLine form={form} field="secrets.machineKey" as="pem" holds="key" />
        <FileLine form={form} field="secrets.machineCertificate" as="pem" holds="certificate" />
      </div>
      <Box field="settings.signIn.clientNumbers">
        <TextArea
          label={labels['settings.signIn.clientNumbers']}
          value={form.draft.values['settings.signIn.clientNumbers']}
          onChange={form.type('settings.signIn.clientNumbers')}
          problem={form.problem('settings.signIn.clientNumbers')}
          hint="One a line. Hyphens and spaces are fine; ten digits are a customer id."
        />
      </Box>
    </>
  );
}

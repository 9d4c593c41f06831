import type { Environment } from '../../shared/connection-settings.ts';
import { Button } from '../theme/button.tsx';
import { Fold } from '../theme/fold.tsx';
import { Segmented } from '../theme/segmented.tsx';
import { TextField } from '../theme/text-field.tsx';
import type { AddressField } from './addresses.ts';
import { addressFields, chooseEnvironment, differs, putBack, settleAddresses, typeAddress, usePublished } from './addresses.ts';
import { environmentOf } from './draft.ts';
import { labels } from './fields.ts';
import { Box } from './lines.tsx';
import { isShown } from './shown-fields.ts';
import type { FormHandle } from './use-form.ts';

export const environments: readonly { id: Environment; word: string }[] = [
  { id: 'production', word: 'Production' },
  { id: 'test', word: 'Test' },
  { id: 'mock', word: 'Mock' },
  { id: 'other', word: 'Another address' },
];

const meanings: Readonly<Record<Environment, string>> = {
  production: 'Inland Revenue itself, with your real clients. Needs registered software and a client certificate.',
  test: 'Inland Revenue’s test environment. Needs software registered for testing and a client certificate.',
  mock: 'Inland Revenue’s mock service: invented customers. Needs no client certificate.',
  other: 'A relay in your firm that holds the certificate, or a sandbox.',
};

const hints: Readonly<Record<AddressField, string>> = {
  'settings.gateway': 'Where clients and contacts are read and written.',
  'settings.signInHost': 'Where the browser is sent to sign in.',
  'settings.intermediation': 'The whole address of the service that tells which clients are linked.',
};

/** Which Inland Revenue: the choice fills in the addresses. */
export function Where({ form }: { form: FormHandle }) {
  const environment = environmentOf(form.draft);
  const other = environment === 'other';
  return (
    <>
      <Box field="settings.environment">
        <div className="field">
          <span className="label" aria-hidden>
            {labels['settings.environment']}
          </span>
          <div>
            <Segmented label="Environment" options={environments} value={environment} onChange={(chosen) => form.change((draft) => chooseEnvironment(draft, chosen), 'settings.environment', 'settings.signIn.method', ...addressFields)} />
          </div>
          <p className="field-hint">{meanings[environment]}</p>
        </div>
      </Box>
      <Replaced form={form} />
      {other && <Address form={form} field="settings.gateway" />}
      <Fold title={other ? 'Other addresses' : 'Addresses'} summary={other ? 'as the gateway has them' : form.draft.values['settings.gateway']} open={form.isOpen('addresses')} onOpen={(open) => form.setOpen('addresses', open)}>
        {addressFields.filter((field) => isShown(form.draft, field) && !(other && field === 'settings.gateway')).map((field) => (
          <Address key={field} form={form} field={field} />
        ))}
        {differs(form.draft) && <Differs form={form} />}
      </Fold>
    </>
  );
}

function Address({ form, field }: { form: FormHandle; field: AddressField }) {
  return (
    <Box field={field} onBlur={() => form.change(settleAddresses)}>
      <TextField
        label={labels[field]}
        type="url"
        value={form.draft.values[field]}
        onChange={(text) => form.change((draft) => typeAddress(draft, field, text), field)}
        problem={form.problem(field)}
        hint={hints[field]}
        placeholder="https://"
      />
    </Box>
  );
}

/** Nothing that was typed goes in silence. */
function Replaced({ form }: { form: FormHandle }) {
  const { replaced } = form.draft;
  return (
    <div role="status" className="form-note-place">
      {replaced !== null && (
        <p className="form-note">
          <span>The addresses you typed were replaced by the ones that Inland Revenue publishes.</span>
          <Button look="plain" small onPress={() => form.change(putBack, ...addressFields)}>
            Put mine back
          </Button>
        </p>
      )}
    </div>
  );
}

function Differs({ form }: { form: FormHandle }) {
  return (
    <p className="form-note">
      <span>These are not the addresses that Inland Revenue publishes. That is right when it gave you others.</span>
      <Button look="plain" small onPress={() => form.change(usePublished, ...addressFields)}>
        Use the published ones
      </Button>
    </p>
  );
}

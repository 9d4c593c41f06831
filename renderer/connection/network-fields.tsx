import { CircleAlert } from 'lucide-react';
import type { ProxySettings } from '../../shared/connection-settings.ts';
import { Fold } from '../theme/fold.tsx';
import { Segmented } from '../theme/segmented.tsx';
import type { CertificateKind, Draft } from './draft.ts';
import { chooseCertificate, isHeld } from './draft.ts';
import { FileLine } from './file-line.tsx';
import { Line, Pick } from './lines.tsx';
import { SecretLine } from './secret-line.tsx';
import { isShown } from './shown-fields.ts';
import type { FormHandle } from './use-form.ts';

const kinds: readonly { id: CertificateKind; word: string }[] = [
  { id: 'none', word: 'None' },
  { id: 'pfx', word: 'PFX file' },
  { id: 'pem', word: 'PEM files' },
];

const kindHints: Readonly<Record<CertificateKind, string>> = {
  none: 'Right for the mock service, a sandbox, and a relay that holds the certificate. Test and production ask for one.',
  pfx: 'One file (.pfx or .p12) with the certificate and its key.',
  pem: 'The certificate, and its key in the same file or in one of its own.',
};

const certificateFields = ['secrets.certificate', 'secrets.certificateKey', 'secrets.certificatePassPhrase'] as const;

/** The choice itself; where there is none, it is also what a message about the certificate leads to. */
function CertificateChoice({ form }: { form: FormHandle }) {
  const kind = form.draft.certificateKind;
  const problem = kind === 'none' ? form.problem('secrets.certificate') : '';
  return (
    <div className="field" role="group" aria-label="Client certificate" aria-describedby="certificate-words">
      <span className="label" aria-hidden>
        Client certificate
      </span>
      <div>
        <Segmented label="Kind of client certificate" options={kinds} value={kind} onChange={(chosen) => form.change((draft) => chooseCertificate(draft, chosen), ...certificateFields)} />
      </div>
      <div id="certificate-words">
        <p className="field-hint">{kindHints[kind]}</p>
        {problem !== '' && (
          <p className="field-error" role="alert">
            <CircleAlert size={14} aria-hidden />
            <span>{problem}</span>
          </p>
        )}
      </div>
    </div>
  );
}

/** The certificate by which the gateway knows this computer (SPEC 4.4). */
export function CertificateFields({ form }: { form: FormHandle }) {
  const kind = form.draft.certificateKind;
  return (
    <>
      <div className="field-box" data-field={kind === 'none' ? 'secrets.certificate' : undefined}>
        <CertificateChoice form={form} />
      </div>
      {kind !== 'none' && <CertificateFiles form={form} kind={kind} />}
    </>
  );
}

function CertificateFiles({ form, kind }: { form: FormHandle; kind: 'pfx' | 'pem' }) {
  return (
    <div className="field-pair" key={kind}>
      <FileLine form={form} field="secrets.certificate" as={kind} holds="certificate" />
      {kind === 'pem' && <FileLine form={form} field="secrets.certificateKey" as="pem" holds="key" hint="Only where it is not in the certificate’s file." />}
      <SecretLine form={form} field="secrets.certificatePassPhrase" hint="Where the file asks for one." />
    </div>
  );
}

export const proxies: readonly { id: ProxySettings['kind']; word: string }[] = [
  { id: 'system', word: 'As this computer is set up' },
  { id: 'none', word: 'No proxy' },
  { id: 'fixed', word: 'This proxy' },
  { id: 'script', word: 'A configuration script (PAC)' },
];

function networkSummary(draft: Draft): string {
  const { values } = draft;
  const proxy = proxies.find(({ id }) => id === values['settings.proxy.kind'])?.word ?? '';
  const own = values['secrets.authorities'] !== '' || isHeld(draft, 'authorities');
  return `proxy: ${proxy.toLowerCase()}${own ? ' · own certificate authorities' : ''}`;
}

/** What the firm's own network asks for. */
export function NetworkFields({ form }: { form: FormHandle }) {
  const { draft } = form;
  const script = draft.values['settings.proxy.kind'] === 'script';
  return (
    <Fold title="Network" summary={networkSummary(draft)} open={form.isOpen('network')} onOpen={(open) => form.setOpen('network', open)}>
      <Pick form={form} field="settings.proxy.kind" options={proxies} />
      {isShown(draft, 'settings.proxy.address') && <Line form={form} field="settings.proxy.address" type="url" placeholder={script ? 'http://wpad.firm.example/proxy.pac' : 'http://proxy.firm.example:3128'} />}
      {isShown(draft, 'settings.proxy.user') && (
        <div className="field-pair">
          <Line form={form} field="settings.proxy.user" hint="Where the proxy asks who you are." />
          <SecretLine form={form} field="secrets.proxyPassword" />
        </div>
      )}
      <FileLine form={form} field="secrets.authorities" as="pem" holds="certificate" hint="Only where the firm’s network or relay has certificates of its own making. They are trusted besides the system’s." />
    </Fold>
  );
}

/** Pace and lifetimes: Inland Revenue may change them, so they are settings (SPEC 4.1, 12). */
export function AdvancedFields({ form }: { form: FormHandle }) {
  const { draft } = form;
  return (
    <Fold title="Advanced" summary={`${draft.values['settings.callsAtOnce']} calls at once`} open={form.isOpen('advanced')} onOpen={(open) => form.setOpen('advanced', open)}>
      <div className="field-pair">
        <Line form={form} field="settings.callsAtOnce" hint="1 to 20; Inland Revenue slows down heavy users." />
        {isShown(draft, 'settings.signIn.accessSeconds') && <Line form={form} field="settings.signIn.accessSeconds" hint="Where the answer does not say." />}
        {isShown(draft, 'settings.signIn.refreshSeconds') && <Line form={form} field="settings.signIn.refreshSeconds" hint="A year, as published." />}
      </div>
    </Fold>
  );
}

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XmlBufferInputProvider, XmlDocument, XmlLibError, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';

/** Inland Revenue's own files, read where they lie beside this checkout. */
const place = resolve(import.meta.dirname, '../../../../shared/gateways/ird/intermediation');

export const soapPresent = existsSync(place);
/** Ends a suite's name where it is skipped. */
export const whyNoSoap = soapPresent ? '' : ' (skipped: ../shared/gateways/ird is not beside this checkout)';
if (!soapPresent) console.log('SKIPPED conformance of the Intermediation service: ../shared/gateways/ird is not beside this checkout');

const services = 'https://services.ird.govt.nz/GWS/Intermediation/';
const soap = 'http://www.w3.org/2003/05/soap-envelope';
const operations = ['RetrieveClientList', 'RetrieveClient', 'Link', 'Delink', 'Update'];

/** The definition's schemas, each with the prefixes that it inherits, and the first with the imports that it leaves out. */
function schemasOfTheWsdl(): Record<string, string> {
  const wsdl = readFileSync(join(place, 'IntermediationDevWsdl.v1.wsdl'), 'utf8');
  const inherited = [...(/<wsdl:definitions([^>]*)>/.exec(wsdl)?.[1] ?? '').matchAll(/xmlns:(\w+)="[^"]*"/g)];
  const found: Record<string, string> = {};
  for (const [whole, head = '', rest = ''] of wsdl.matchAll(/<xsd:schema([^>]*)>([\s\S]*?)<\/xsd:schema>/g)) {
    const target = /targetNamespace="([^"]*)"/.exec(head)?.[1] ?? '';
    if (!target.startsWith(services) || whole === '') continue;
    const missing = inherited.filter(([, prefix = '']) => !head.includes(`xmlns:${prefix}=`)).map(([declaration]) => declaration);
    const imports = target === services ? operations.flatMap((name) => ['Request', 'Response'].map((part) => importOf(`${services}:types/${name}${part}`))) : [];
    found[fileOf(target)] = `<xsd:schema ${missing.join(' ')} ${head}>${imports.join('')}${rest}</xsd:schema>`;
  }
  return found;
}

const fileOf = (namespace: string): string => (namespace === services ? 'service.xsd' : `${namespace.slice(services.length).replace(/\W/g, '-')}.xsd`);
const importOf = (namespace: string): string => `<xsd:import namespace="${namespace}" schemaLocation="${fileOf(namespace)}"/>`;

/** SOAP's own schema is not among the files: an envelope as far as it matters here, with a body of known elements only. */
const envelope = `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="${soap}" elementFormDefault="qualified">${importOf(services)}
  <xsd:element name="Envelope"><xsd:complexType><xsd:sequence>
    <xsd:element name="Header"><xsd:complexType><xsd:sequence><xsd:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="Body"><xsd:complexType><xsd:sequence><xsd:any namespace="${services}" processContents="strict"/></xsd:sequence></xsd:complexType></xsd:element>
  </xsd:sequence></xsd:complexType></xsd:element></xsd:schema>`;

let loaded: XsdValidator | undefined;

function validator(): XsdValidator {
  if (loaded !== undefined) return loaded;
  const texts = { 'envelope.xsd': envelope, ...schemasOfTheWsdl() } as Record<string, string>;
  for (const file of ['Intermediation.v1.xsd', 'Common.v2.xsd']) texts[file] = readFileSync(join(place, file), 'utf8');
  const buffers = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`ird/${name}`, Buffer.from(text, 'utf8')]));
  xmlRegisterInputProvider(new XmlBufferInputProvider(buffers));
  const document = XmlDocument.fromBuffer(buffers['ird/envelope.xsd'] ?? Buffer.alloc(0), { url: 'ird/envelope.xsd' });
  loaded = XsdValidator.fromDoc(document);
  document.dispose();
  return loaded;
}

/** Why this envelope is not as the published definition says; '' when it is. Anything that is not XML is an objection too. */
export function soapObjection(text: string): string {
  const valid = validator();
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(text);
    valid.validate(document);
    return '';
  } catch (reason) {
    if (!(reason instanceof XmlLibError)) throw reason;
    return reason.message;
  } finally {
    document?.dispose();
  }
}

/** A published sample, such as `RetrieveClient-request.xml`. */
export const soapSample = (name: string): string => readFileSync(join(place, 'samples', name), 'utf8');
export const soapSamples = (): string[] => (soapPresent ? readdirSync(join(place, 'samples')).sort() : []);

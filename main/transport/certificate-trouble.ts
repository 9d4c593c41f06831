/**
 * What is wrong with a certificate that a person gave us. `oldEncryption`: a PFX locked with a method this runtime no longer has (40-bit RC2,
 * the export of older Windows).
 */
export type CertificateTroubleKind = 'wrongPassPhrase' | 'notACertificate' | 'keyMissing' | 'keyDoesNotMatch' | 'oldEncryption' | 'expired' | 'notYetValid';

export type CertificateRole = 'clientCertificate' | 'authorities';

const words: Record<CertificateTroubleKind, string> = {
  wrongPassPhrase: 'The pass phrase does not open this certificate file. Type it again; if it is certainly right, the file is damaged or holds no private key.',
  notACertificate: 'This file is not a client certificate. Choose the PFX (.pfx, .p12) or PEM (.pem, .crt) file that your certificate came in.',
  keyMissing: 'The private key of this certificate is missing or is not a key in PEM format. Choose the key file that was made together with the certificate.',
  keyDoesNotMatch: 'This private key belongs to another certificate. Choose the key that was made together with this certificate.',
  oldEncryption: 'This certificate file is locked with an old method that Agentbook cannot open. Export it again with AES-256 encryption.',
  expired: 'This client certificate has expired. Get a new one and register it with Inland Revenue, then choose it here.',
  notYetValid: 'This client certificate is not valid yet. Check the date of this computer; if that is right, wait until the certificate begins.',
};

/** A certificate that cannot be used. The message is for people; code looks at `kind`. Never holds the pass phrase or the key. */
export class CertificateTrouble extends Error {
  readonly kind: CertificateTroubleKind;
  readonly role: CertificateRole;

  constructor(kind: CertificateTroubleKind, role: CertificateRole = 'clientCertificate') {
    super(role === 'authorities' ? 'These are not certificates of an authority in PEM format. Choose the file your administrator gave you (.pem, .crt).' : words[kind]);
    this.name = 'CertificateTrouble';
    this.kind = kind;
    this.role = role;
  }
}

import { Copy, ExternalLink } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../theme/button.tsx';

interface Props {
  address: string;
  onCancel: () => void;
}

/** While the person is in their browser. Calm: nothing here is urgent, and nothing is lost by cancelling. */
export function SignInWait({ address, onCancel }: Props) {
  const [copied, setCopied] = useState('');
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => words.current?.focus(), []);
  const copy = (): void =>
    void navigator.clipboard.writeText(address).then(
      () => setCopied('Copied. Paste it into the address bar of a browser on this computer.'),
      () => setCopied('The clipboard could not be reached.'),
    );
  return (
    <section className="sign-in-wait" aria-label="Signing in">
      <ExternalLink size={16} aria-hidden />
      <p ref={words} tabIndex={-1}>
        Your browser has opened Inland Revenue’s sign-in. Come back here when you are done.
      </p>
      <div className="settings-actions">
        <Button onPress={copy}>
          <Copy size={14} aria-hidden />
          Copy the address
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </div>
      <p className="field-hint" role="status">
        {copied}
      </p>
    </section>
  );
}

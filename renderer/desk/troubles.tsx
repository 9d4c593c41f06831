import { TriangleAlert } from 'lucide-react';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { troublesOf } from './trouble-words.ts';

/** What waiting does not cure, and says nowhere else: edits that may be lost, a gateway out of reach for a reason, client lists that cannot be read. */
export function Troubles() {
  const status = useApp((state) => state.status);
  return (
    <>
      <div role="alert" aria-label="Edits that may be missing">
        {status?.loss !== undefined && status.loss !== '' && <Loss text={status.loss} />}
      </div>
      <div role="status" aria-label="Troubles">
        {status !== null && troublesOf(status).map((text) => <Strip key={text} text={text} />)}
      </div>
    </>
  );
}

function Strip({ text }: { text: string }) {
  return (
    <p className="trouble-strip">
      <TriangleAlert size={16} aria-hidden />
      <span className="selectable">{text}</span>
    </p>
  );
}

/** Stays until somebody says that they have read it. */
function Loss({ text }: { text: string }) {
  return (
    <div className="trouble-strip">
      <TriangleAlert size={16} aria-hidden />
      <span className="selectable">{text}</span>
      <Button small onPress={() => void useApp.getState().askEngine('status.lossRead', {})}>
        I have read this
      </Button>
    </div>
  );
}

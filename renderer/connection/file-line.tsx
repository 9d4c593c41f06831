import { CircleAlert, FileCheck2, FileUp } from 'lucide-react';
import type { DragEvent } from 'react';
import { useId, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button } from '../theme/button.tsx';
import type { FileForm, PemKind } from './chosen-file.ts';
import { readContent, sizeProblem, sizeWords } from './chosen-file.ts';
import type { ChosenFile, Draft } from './draft.ts';
import { isHeld, setRemoved } from './draft.ts';
import type { SecretField } from './fields.ts';
import { labels, secretOf } from './fields.ts';
import { Kept } from './kept.tsx';
import { Box } from './lines.tsx';
import type { FormHandle } from './use-form.ts';

interface Props {
  form: FormHandle;
  field: SecretField;
  as: FileForm;
  holds: PemKind;
  hint?: string;
}

const withFile = (draft: Draft, field: SecretField, content: string, file: ChosenFile | null): Draft => ({
  ...draft, values: { ...draft.values, [field]: content }, files: { ...draft.files, [field]: file },
});

/** Reads a file into the form, or says beside its field why not. */
async function take(form: FormHandle, { field, as, holds }: Props, file: File): Promise<void> {
  const tooBig = sizeProblem(file.name, file.size);
  if (tooBig !== '') return form.say(field, tooBig);
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return form.say(field, `${file.name} could not be read. Close whatever has it open, and choose it again.`);
  const content = readContent(file.name, new Uint8Array(bytes), as, holds);
  if (!content.ok) return form.say(field, content.error);
  form.change((draft) => withFile(draft, field, content.value, { name: file.name, size: file.size }), field);
}

const accepted: Readonly<Record<FileForm, string[]>> = { pem: ['.pem', '.crt', '.cer', '.key', '.txt'], pfx: ['.pfx', '.p12'] };

/** A file, chosen or dropped. Its name and size are shown, what is in it never. */
export function FileLine(props: Props) {
  const { form, field, hint = '' } = props;
  const id = useId();
  const [over, setOver] = useState(false);
  const problem = form.problem(field);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void take(form, props, file);
  };
  const drag = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <Box field={field}>
      <div className={`field file-line${over ? ' over' : ''}`} role="group" aria-label={labels[field]} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
        <span className="label">{labels[field]}</span>
        <FileState {...props} describedBy={`${id}-words`} />
        <div id={`${id}-words`}>
          {hint !== '' && <p className="field-hint">{hint}</p>}
          {problem !== '' && (
            <p className="field-error" role="alert">
              <CircleAlert size={14} aria-hidden />
              <span>{problem}</span>
            </p>
          )}
        </div>
      </div>
    </Box>
  );
}

function FileState(props: Props & { describedBy: string }) {
  const { form, field, describedBy } = props;
  const { draft } = form;
  const name = secretOf(field);
  const file = draft.files[field];
  const [choosing, setChoosing] = useState(false);
  const isGone = draft.removed.includes(name) && draft.values[field] === '' && name === 'authorities';
  if ((isHeld(draft, name) || isGone) && !choosing)
    return (
      <Kept field={field} removed={isGone} onReplace={() => setChoosing(true)} onRemove={(gone) => form.change((from) => setRemoved(from, name, gone), field)} />
    );
  return (
    <div className="file-state">
      {file && (
        <span className="file-name">
          <FileCheck2 size={14} aria-hidden />
          <span className="selectable">{file.name}</span>
          <span className="quiet numeric">{sizeWords(file.size)}</span>
        </span>
      )}
      <FileTrigger acceptedFileTypes={accepted[props.as]} onSelect={(files) => files?.[0] && void take(form, props, files[0])}>
        <Button small aria-label={`${file ? 'Choose another file' : 'Choose a file'}: ${labels[field]}`} aria-describedby={describedBy}>
          <FileUp size={14} aria-hidden />
          {file ? 'Choose another file' : 'Choose a file'}
        </Button>
      </FileTrigger>
      {!file && <span className="field-hint">or drop it here</span>}
      {file && (
        <Button look="plain" small aria-label={`Take out: ${file.name}`} onPress={() => form.change((from) => withFile(from, field, '', null), field)}>
          Take out
        </Button>
      )}
    </div>
  );
}

import { CircleAlert } from 'lucide-react';
import { FieldError, Text } from 'react-aria-components';

/** What stands below a field: its hint, and what is wrong with it. Read out with the field. '' for none. */
export function FieldMessage({ hint, problem }: { hint: string; problem: string }) {
  return (
    <>
      {hint !== '' && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldProblem problem={problem} />
    </>
  );
}

/** Shows while its field is invalid. */
export function FieldProblem({ problem }: { problem: string }) {
  return (
    <FieldError className="field-error">
      <CircleAlert size={14} aria-hidden />
      <span>{problem}</span>
    </FieldError>
  );
}

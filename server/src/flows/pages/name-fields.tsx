import type { Translate } from '#platform/i18n'
import { Field } from './field.tsx'
import type { FieldProblem } from './notice.tsx'

export type NameProblem = 'given_name_missing' | 'given_name_too_long' | 'family_name_missing' | 'family_name_too_long'

interface NameFieldsProps {
  readonly t: Translate
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  readonly problems: readonly FieldProblem[]
  readonly focus?: boolean | undefined
}

/** First and last name side by side where there is room. Posts `given_name` and `family_name`. */
export function NameFields({ t, givenName, familyName, problems, focus }: NameFieldsProps) {
  return (
    <div class="pair">
      <Field
        name="given_name"
        label={t('name.given')}
        value={givenName}
        autocomplete="given-name"
        focus={focus || isFirst(problems, 'given_name')}
        problem={problemOf(problems, 'given_name')}
      />
      <Field
        name="family_name"
        label={t('name.family')}
        value={familyName}
        autocomplete="family-name"
        focus={isFirst(problems, 'family_name')}
        problem={problemOf(problems, 'family_name')}
      />
    </div>
  )
}

/** A problem key names its field by how it begins: `given_name_missing`, `email_invalid`. */
export function fieldProblems<Problem extends string>(
  problems: readonly Problem[] | undefined,
  fields: readonly string[],
  say: (problem: Problem, field: string) => string,
): FieldProblem[] {
  // In the order of the fields on the page, which is the order in which they are mended.
  return fields.flatMap((field) =>
    (problems ?? []).filter((key) => key.startsWith(`${field}_`)).map((key) => ({ field, text: say(key, field) })),
  )
}

export function problemOf(problems: readonly FieldProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.text
}

/** Whether the focus belongs here: on the first problem. */
export function isFirst(problems: readonly FieldProblem[], field: string): boolean {
  return problems[0]?.field === field
}

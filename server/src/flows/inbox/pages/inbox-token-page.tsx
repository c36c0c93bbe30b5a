import {
  Field,
  fieldProblems,
  Form,
  PrimaryButton,
  problemOf,
  Shell,
  type FormTarget,
  type PageFrame,
} from '#flows/pages'

export interface InboxTokenPageProps extends PageFrame, FormTarget {
  readonly problem?: 'token_missing' | 'token_wrong' | undefined
}

/** The page for people away from the server's own machine: the reason, the place of the token, and a field for it. */
export function InboxTokenPage(props: InboxTokenPageProps) {
  const { t, problem } = props
  const problems = fieldProblems(problem && [problem], ['token'], (key) => t(`inbox_token.problem.${key}`))
  return (
    <Shell frame={props} heading={t('inbox_token.heading')} sentence={t('inbox_token.sentence')}>
      <p class="sentence">{t('inbox_token.do')}</p>
      <Form target={props}>
        <Field
          name="token"
          type="password"
          label={t('inbox_token.label')}
          autocomplete="off"
          focus
          problem={problemOf(problems, 'token')}
        />
        <PrimaryButton>{t('inbox_token.submit')}</PrimaryButton>
      </Form>
    </Shell>
  )
}

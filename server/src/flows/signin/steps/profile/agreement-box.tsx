import {
  isFirst,
  LinkedMessage,
  problemOf,
  RequiredCheckbox,
  safeHref,
  type FieldProblem,
  type PageFrame,
} from '#flows/pages'
import type { Agreement } from '#domain/agreements'

interface AgreementBoxProps extends Pick<PageFrame, 't'> {
  readonly agreement: Agreement | undefined
  readonly isTicked?: boolean | undefined
  readonly problems: readonly FieldProblem[]
  /** Whether this is the first thing to fill in. */
  readonly focus?: boolean | undefined
}

/** The box "I agree to the terms and the privacy policy", where agreement is required (A6-9). Posts `agreement`. */
export function AgreementBox({ t, agreement, isTicked, problems, focus }: AgreementBoxProps) {
  if (!agreement) return null
  const terms = safeHref(agreement.termsUrl)
  const privacy = safeHref(agreement.privacyUrl)
  const name = terms && privacy ? 'both' : terms ? 'terms' : 'privacy'
  return (
    <RequiredCheckbox
      name="agreement"
      isTicked={isTicked}
      problem={problemOf(problems, 'agreement')}
      focus={isFirst(problems, 'agreement') || (focus === true && problems.length === 0)}
    >
      <LinkedMessage
        t={t}
        name={`register.accept_${name}`}
        parts={{
          terms: <Document href={terms}>{t('register.terms')}</Document>,
          privacy: <Document href={privacy}>{t('register.privacy')}</Document>,
        }}
      />
    </RequiredCheckbox>
  )
}

/** Opens in a tab of its own, so that the typed text stays where it is. */
function Document({ href, children }: { href: string | undefined; children: string }) {
  return (
    <a href={href} target="_blank" rel="noopener">
      {children}
    </a>
  )
}

/**
 * The parts of all hosted pages: the document around them, its look, fields and buttons, and the pages that more than
 * one flow shows (error, signed out, success).
 *
 * Components are pure: props in, markup out. They work without JavaScript, take all texts from the translator that they
 * get, and have no access to accounts, so that they cannot reveal anything to an attacker.
 *
 * Invariants: everything passes through escaping, except the stylesheet, which is the same on all pages; no inline
 * style attribute and no event handler, so that a Content-Security-Policy of nonces holds; each page has one heading,
 * one main button that is the first submit of its form, and, while a flow runs, a way out in a form of its own.
 *
 * Refuses: reading requests, settings or storage; markup or styles from customers beyond validated colours and a logo's
 * address.
 */
export { Checkbox, RequiredCheckbox } from './checkbox.tsx'
export {
  knownScope,
  ErrorPage,
  type DetailLine,
  type ErrorKind,
  type ErrorPageProps,
  type WaysOut,
} from './error-page.tsx'
export { CodeField, Field, type FieldProps } from './field.tsx'
export { ButtonLink, CancelForm, Form, LinkButton, OtherWay, PrimaryButton, SecondaryButton, WayLink } from './form.tsx'
export { answerErrorPage } from './answer-error-page.ts'
export { answerUnknownHost } from './answer-unknown-host.ts'
export { frameFor, localeFor, lookOf, type FrameOptions, type OrganizationLook } from './frame-for.ts'
export type {
  Brand,
  BrandColours,
  FormPage,
  FormTarget,
  LanguageChoice,
  LinkTarget,
  PageApplication,
  PageFrame,
} from './frame.ts'
export { Icon, type IconName } from './icon.tsx'
export { LinkedMessage } from './linked-message.tsx'
export { faviconSvg } from './mark.tsx'
export { fieldProblems, isFirst, NameFields, problemOf, type NameProblem } from './name-fields.tsx'
export { Address, IdentityLine, Notice, ProblemSummary, type FieldProblem } from './notice.tsx'
export { PasskeyForm, type PasskeyAsk } from './passkey-form.tsx'
export { askForPasskey } from './passkey-script.ts'
export { PasswordField, UsernameForManagers } from './password-field.tsx'
export { PhoneField, type PhoneFieldProps } from './phone-field.tsx'
export { renderPage } from './render-page.ts'
export { safeHref } from './safe-href.ts'
export { markScripted, measurePassword, revealPassword } from './scripts.ts'
export { ScopeList, type AskedApi } from './scope-list.tsx'
export { Shell } from './shell.tsx'
export { SignedOutPage } from './signed-out-page.tsx'
export { compact } from './stylesheet.ts'
export { SuccessPage, type SuccessPageProps } from './success-page.tsx'
export { findContrastProblems, type ContrastProblem } from './contrast.ts'
export { contrastRatio } from './theme.ts'

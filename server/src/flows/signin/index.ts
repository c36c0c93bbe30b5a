/**
 * Signing in, signing up and getting back in: the pages and the forms that they post.
 *
 * `steps.ts` is the order of steps; each step is a folder of `steps/`. A step's handler checks its input and adds
 * facts; steps never route to one another. `dispatch.ts` writes the facts and goes to the first step that is due. When
 * none is due, the parts of `finish/` end the flow.
 */
export { answerFailure, answerSignedIn } from './answer-application.ts'
export { beginFlow } from './flow.ts'
export { guarded } from './guarded.ts'
export { readKnownBrowser } from './known-browser.ts'
export { pageApplication } from './page-application.ts'
export { setSessionCookie } from './session-cookie.ts'
export { showFlow } from './show-flow.ts'
export { showFirst } from './show-first.ts'
export { startFlow } from './start-flow.ts'
export { LockedPage } from './pages/locked-page.tsx'
export { AccountNotFoundPage } from './steps/account-not-found/page.tsx'
export { CodePage } from './steps/code/page.tsx'
export { ConsentPage } from './steps/consent/page.tsx'
export { KnownPersonPage } from './steps/identify/known-person-page.tsx'
export { IdentifyPage } from './steps/identify/page.tsx'
export { NewPasswordPage } from './steps/new-password/page.tsx'
export { OrganizationPage } from './steps/organization/page.tsx'
export { PasswordPage } from './steps/password/page.tsx'
export { ProfilePage } from './steps/profile/page.tsx'
export { RegisterPage } from './steps/register/page.tsx'
export { countSending as countCodeSending } from './steps/code/count-sending.ts'
export { describeBrowser } from './steps/code/index.ts'
export { UsernamePage } from './steps/username/page.tsx'
export { readNames } from './steps/profile/form-fields.ts'
export { tracing } from './trace.ts'
export { readSituation } from './steps/situation.ts'
export { factorNeed, readSecondFactors } from './steps/second-factor/index.ts'
export { trustingDigests } from './trusted-browser.ts'
export { FactorPage } from './steps/factor/page.tsx'
export { ChooseFactorPage, ConfirmFactorPage, FactorAddressPage } from './steps/enroll-factor/page.tsx'
export { RecoveryCodesPage } from './steps/recovery-codes/page.tsx'
export type { SignInProblem } from './problems.ts'

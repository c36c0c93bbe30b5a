import { Conflict } from '#platform/errors'
import type { Settings } from '#domain/settings'

/** The facts that the checklist checks. */
export interface Readiness {
  /** Whether mail leaves, through a server of the environment or of the installation. */
  readonly isMailSent: boolean
  /** Whether somebody chose phone as a method or SMS as a factor. */
  readonly isSmsChosen: boolean
  readonly hasSmsProvider: boolean
  readonly hasDevelopment: boolean
  readonly hasLogo: boolean
  readonly hasDefaultRole: boolean
  /** The resolved settings of the environment. */
  readonly settings: Settings
}

export interface ChecklistItem {
  readonly code: string
  /** The demand of this item, and how to meet it. */
  readonly text: string
  /** Whether the environment can be marked as live only when this item is done. */
  readonly isRequired: boolean
  readonly isDone: boolean
}

/** Returns the tasks to do before users come, the required ones first. */
export function goLiveChecklist(state: Readiness): readonly ChecklistItem[] {
  const { settings } = state
  const required = { isRequired: true }
  const recommended = { isRequired: false }
  return [
    {
      ...required,
      code: 'mail_server',
      text:
        'Set a mail server, for this environment (PATCH /api/v1/environment/mail) or for the installation ' +
        '(GATEHOUSE_SMTP_URL): without one nobody gets a code, to sign in or to reset a password.',
      isDone: state.isMailSent,
    },
    ...(state.isSmsChosen ? [smsProvider(state)] : []),
    {
      ...recommended,
      code: 'development_environment',
      text: 'Add an environment to build in, so that nobody who uses the product sees what is tried out.',
      isDone: state.hasDevelopment,
    },
    {
      ...recommended,
      code: 'terms_and_privacy_policy',
      text: 'Link terms and privacy policy: terms_url and privacy_url of the business or of the environment.',
      isDone: settings.termsUrl !== null && settings.privacyUrl !== null,
    },
    {
      ...recommended,
      code: 'brand',
      text: 'Give the pages a logo or colours of yours.',
      isDone: state.hasLogo || hasColour(settings),
    },
    {
      ...recommended,
      code: 'default_roles',
      text: 'Mark a role as default, so that whoever signs up may do something.',
      isDone: state.hasDefaultRole,
    },
  ]
}

/** Asked for only where text messages are used (M3-11). */
function smsProvider({ hasSmsProvider: isDone }: Readiness): ChecklistItem {
  return {
    isRequired: true,
    code: 'sms_provider',
    text: 'Set an account for text messages (PATCH /api/v1/environment/sms): phone or SMS is chosen, and nobody gets a code.',
    isDone,
  }
}

function hasColour({ backgroundColor, buttonColor, buttonTextColor, linkColor }: Settings): boolean {
  return [backgroundColor, buttonColor, buttonTextColor, linkColor].some((colour) => colour !== null)
}

/** @throws {Conflict} `NOT_READY_FOR_LIVE`, with everything that is missing (T2-10) */
export function checkReadyForLive(items: readonly ChecklistItem[]): void {
  const missing = items.filter(({ isRequired, isDone }) => isRequired && !isDone)
  if (missing.length === 0) return
  throw new Conflict(
    'NOT_READY_FOR_LIVE',
    `Something required is missing. ${missing.map(({ text }) => text).join(' ')}`,
  )
}

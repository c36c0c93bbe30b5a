import { changeName } from './changes/name.tsx'
import { addEmail } from './changes/add-email.tsx'
import { addPhone } from './changes/add-phone.tsx'
import { addUsername } from './changes/add-username.tsx'
import { confirmNewAddress } from './changes/confirm-address.tsx'
import { mainAddress } from './changes/main-address.tsx'
import { removeIdentity } from './changes/remove-identity.tsx'
import { changePassword } from './changes/password.tsx'
import { removeOwnFactor } from './changes/factor-removal.tsx'
import { newRecoveryCodesChange } from './changes/recovery-codes.tsx'
import { untrustDevice } from './changes/untrust-device.tsx'
import { endOneSession } from './changes/other-session.tsx'
import { endOtherSessions } from './changes/end-other-sessions.tsx'
import { endApplication } from './changes/end-application.tsx'
import type { Change } from './change.ts'

/** Everything that people can change about their account. */
export const CHANGES: readonly Change[] = [
  changeName,
  addEmail,
  addPhone,
  addUsername,
  confirmNewAddress,
  mainAddress,
  removeIdentity,
  changePassword,
  removeOwnFactor,
  newRecoveryCodesChange,
  untrustDevice,
  endOneSession,
  endOtherSessions,
  endApplication,
]

/** The places of the order at which a person who has shown who they are is not let in. Each shows an error page. */
import { defineRefusal } from '../define-step.ts'
import { whenNotAdmitted, whenSignUpClosed, whenSuspended } from './when.ts'

export const accountSuspended = defineRefusal({ when: whenSuspended })
export const signUpClosed = defineRefusal({ when: whenSignUpClosed })
export const notAdmitted = defineRefusal({ when: whenNotAdmitted })

/** The places of the order that refuse a person who has proven who they are. Each shows an error page. */
import { defineRefusal } from '../define-step.ts'
import { whenAddressRefused, whenNotAdmitted, whenSignUpClosed, whenSuspended } from './when.ts'

export const accountSuspended = defineRefusal({ when: whenSuspended })
export const signUpClosed = defineRefusal({ when: whenSignUpClosed })
export const addressRefused = defineRefusal({ when: whenAddressRefused })
export const notAdmitted = defineRefusal({ when: whenNotAdmitted })

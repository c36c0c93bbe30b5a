type Step = 'code' | 'password' | 'profile'

/** A switch that forgets `profile`: its default must not hide that. */
export function titleOf(step: Step): string {
  switch (step) {
    case 'code':
      return 'Enter the code'
    case 'password':
      return 'Enter the password'
    default:
      return ''
  }
}

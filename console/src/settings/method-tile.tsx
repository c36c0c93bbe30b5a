import { Button } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import classes from './method-tile.module.css'
import { texts } from './texts.ts'

export type EmailMethod = 'email:otp' | 'email:password'

interface MethodTileProps {
  readonly method: EmailMethod
  readonly name: string
  readonly text: string
  readonly href: string
  /** The page of applications that is counted. */
  readonly list: { readonly page_size: number }
}

/** One method: what it is, how many applications use it, and the way to choose them. */
export function MethodTile({ method, name, text, href, list }: MethodTileProps) {
  const { applications, next_token } = useAnswer('getEmailMethods', list)
  const on = applications.filter(({ email_method }) => email_method.value === method).length
  return (
    <div className={classes['tile']}>
      <div>
        <h3>{name}</h3>
        <p className="quiet">{text}</p>
        <p className="small quiet">
          {applications.length === 0
            ? texts.methods.noApplications
            : texts.methods.state(on, applications.length, next_token !== undefined)}
        </p>
      </div>
      <Button component="a" href={href} aria-label={texts.methods.configure(name)}>
        Configure
      </Button>
    </div>
  )
}

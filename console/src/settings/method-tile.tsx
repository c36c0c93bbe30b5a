import { Button } from '@mantine/core'
import { connectionTexts, type Strategy } from '../connections/index.ts'
import { useLateAnswer } from '../shell/api.ts'
import classes from './method-tile.module.css'
import { texts } from './texts.ts'

interface MethodTileProps {
  readonly strategy: Strategy
  readonly connectionId: string
  readonly href: string
}

/** One method: what it is, how many applications use it, and the way to choose them. */
export function MethodTile({ strategy, connectionId, href }: MethodTileProps) {
  const name = connectionTexts.names[strategy]
  const answer = useLateAnswer('getConnectionApplications', { connection_id: connectionId, page_size: 100 })
  const { applications = [], next_token } = answer ?? {}
  const on = applications.filter(({ is_enabled }) => is_enabled).length
  return (
    <div className={classes['tile']}>
      <div>
        <h3>{name}</h3>
        <p className="quiet">{connectionTexts.help[strategy]}</p>
        <p className="small quiet">
          {answer && applications.length === 0
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

import { Menu, UnstyledButton } from '@mantine/core'
import { IconAdjustments, IconCheck, IconCode, IconSelector, IconWorld } from '@tabler/icons-react'
import { paths } from '../paths.ts'
import { useHere } from './place.tsx'
import type { Business, Environment } from './session.ts'
import classes from './switchers.module.css'
import { texts } from './texts.ts'

/** The businesses that the person works for. */
export function BusinessSwitcher() {
  const { business, session } = useHere()
  return (
    <Menu width={280} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes['switch']}>
          <span className="visually-hidden">{texts.business}</span>
          <span className={classes['tile']} aria-hidden="true">
            {[...business.name][0]}
          </span>
          <span className={classes['name']}>{business.name}</span>
          <IconSelector size={16} stroke={1.5} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.businesses}</Menu.Label>
        {session.businesses.map((other) => (
          <Menu.Item
            key={other.code}
            component="a"
            href={firstPlaceOf(other)}
            rightSection={other.code === business.code && <IconCheck size={16} />}
          >
            {other.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The environments of the business, each with its host. */
export function EnvironmentSwitcher() {
  const { business, environment } = useHere()
  return (
    <Menu width={304} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes['switch']}>
          <span className="visually-hidden">{texts.environment}</span>
          <span className={classes['environment']} data-production={environment.is_production}>
            <EnvironmentIcon environment={environment} size={14} />
            <span>{environment.name}</span>
          </span>
          <IconSelector size={16} stroke={1.5} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.environmentsOf(business.name)}</Menu.Label>
        {business.environments.map((other) => (
          <Menu.Item
            key={other.id}
            component="a"
            href={paths.home({ business: business.code, environment: other.code })}
            leftSection={<EnvironmentIcon environment={other} size={18} />}
            rightSection={other.id === environment.id && <IconCheck size={16} />}
          >
            <span className={classes['option']}>
              <span className="strong">{other.name}</span>
              <small className="quiet">{other.origin.replace(/^https?:\/\//, '')}</small>
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          component="a"
          href={paths.environment({ business: business.code, environment: environment.code })}
          leftSection={<IconAdjustments size={18} stroke={1.5} aria-hidden="true" />}
        >
          {texts.environmentSettings}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function EnvironmentIcon({ environment, size }: { readonly environment: Environment; readonly size: number }) {
  const Icon = environment.is_production ? IconWorld : IconCode
  return <Icon size={size} stroke={1.5} aria-hidden="true" />
}

/** Opens a business where nothing can go wrong: in its first environment that is not production. */
export function firstPlaceOf({ code, environments }: Business): string {
  const first = environments.find(({ is_production }) => !is_production) ?? environments[0]
  return first ? paths.home({ business: code, environment: first.code }) : paths.start()
}

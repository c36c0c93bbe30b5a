import { NavLink } from '@mantine/core'
import { paths } from '../paths.ts'
import classes from './navigation.module.css'
import { useHere, usePlace } from './place.tsx'
import { firstPages, groupedPages, type MappedGroup } from './site-map.ts'

/** Four things first, then groups, of which only the one that one is in is open. */
export function Navigation({ path }: { readonly path: string }) {
  const place = usePlace()
  const here = useHere()
  const home = paths.home(place)
  return (
    <nav className={classes['navigation']} aria-label="Console">
      {firstPages(place).map(({ label, href, icon: Icon }) => (
        <NavLink
          key={href}
          href={href}
          label={label}
          leftSection={<Icon size={18} stroke={1.5} />}
          {...openMark(href === home ? path.replace(/\/$/, '') === home : isBelow(path, href))}
        />
      ))}
      <div className={classes['gap']} />
      {groupedPages(place, here).map((group) => (
        <NavigationGroup key={group.label} {...group} path={path} />
      ))}
    </nav>
  )
}

function NavigationGroup({ label, icon: Icon, items, path }: MappedGroup & { readonly path: string }) {
  const isHere = items.some(({ href }) => isBelow(path, href))
  return (
    <NavLink
      key={String(isHere)}
      label={label}
      leftSection={<Icon size={18} stroke={1.5} />}
      childrenOffset={28}
      defaultOpened={isHere}
      component="button"
    >
      {items.map((item) => (
        <NavLink key={item.href} href={item.href} label={item.label} {...openMark(isBelow(path, item.href))} />
      ))}
    </NavLink>
  )
}

function openMark(isOpen: boolean) {
  return isOpen ? ({ active: true, 'aria-current': 'page' } as const) : {}
}

function isBelow(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}

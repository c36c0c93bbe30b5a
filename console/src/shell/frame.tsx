import { Drawer, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMenu2, IconWorld } from '@tabler/icons-react'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { paths } from '../paths.ts'
import { AccountMenu } from './account-menu.tsx'
import { DemoBand } from './demo-band.tsx'
import { followLinks } from './follow-links.ts'
import classes from './frame.module.css'
import { Mark } from './mark.tsx'
import { Navigation } from './navigation.tsx'
import { useHere, usePlace } from './place.tsx'
import { SearchButton } from './search-button.tsx'
import { BusinessSwitcher, EnvironmentSwitcher } from './switchers.tsx'
import { texts } from './texts.ts'

/** Band, top bar and navigation, with the page on its sheet. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { environment } = useHere()
  const router = useRouter()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(() => followLinks(router), [router])
  useEffect(() => focusTitle(), [path])
  return (
    <div className={classes['frame']} data-production={environment.is_production}>
      <a className={classes['skip']} href="#page">
        {texts.skip}
      </a>
      {environment.is_production && <ProductionBand />}
      <TopBar />
      <aside className={classes['nav']}>
        <Navigation path={path} />
      </aside>
      <main className={classes['sheet']} id="page" tabIndex={-1}>
        {!environment.is_production && <DemoBand />}
        {children}
      </main>
    </div>
  )
}

/** Tells a screen reader that another page opened; a field that has the focus keeps it. */
function focusTitle(): void {
  const isTyping = document.activeElement instanceof HTMLInputElement
  if (!isTyping) document.querySelector<HTMLElement>('main h1')?.focus()
}

function ProductionBand() {
  const { business } = useHere()
  return (
    <section className={classes['band']} aria-label={texts.productionLabel}>
      <IconWorld size={16} stroke={1.5} aria-hidden="true" />
      <b>{texts.production}</b>
      <span>{texts.productionHelp(business.name)}</span>
    </section>
  )
}

function TopBar() {
  const place = usePlace()
  return (
    <section className={classes['bar']} aria-label={texts.topBar}>
      <a className={classes['home']} href={paths.home(place)}>
        <Mark />
        {texts.product}
      </a>
      <NavigationDrawer />
      <div className={classes['where']}>
        <BusinessSwitcher />
        <span aria-hidden="true" className={classes['slash']}>
          /
        </span>
        <EnvironmentSwitcher />
      </div>
      <div className={classes['tools']}>
        <SearchButton />
        <AccountMenu />
      </div>
    </section>
  )
}

function NavigationDrawer() {
  const [isOpen, { open, close }] = useDisclosure()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(close, [path, close])
  return (
    <>
      <UnstyledButton className={classes['burger']} onClick={open} aria-label={texts.openNavigation}>
        <IconMenu2 size={20} stroke={1.5} />
      </UnstyledButton>
      <Drawer
        opened={isOpen}
        onClose={close}
        size={300}
        title={texts.product}
        closeButtonProps={{ 'aria-label': texts.close }}
      >
        <Navigation path={path} />
      </Drawer>
    </>
  )
}

import { Shell, type PageFrame } from '#flows/pages'

/** The root of a production environment without a homepage: the name of the business. */
export function NamePage(props: PageFrame) {
  return <Shell frame={props} heading={props.brand.name} />
}

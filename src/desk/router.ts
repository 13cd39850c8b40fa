/** Addresses of screens: a path after the desk's own. Nothing that was told, no name and no key ever stands in one. */
import { createContext, useContext, useEffect, useState } from "react";

/** The desk stands under one folder of the site; which one, its own address tells. */
export const basePath: string = `/${location.pathname.split("/")[1] ?? ""}`;

function currentPath(): string {
  const rest = location.pathname.slice(basePath.length);
  return rest === "" ? "/" : rest;
}

export type Router = { readonly path: string; readonly go: (path: string) => void };
export const RouterContext = createContext<Router>({ path: "/", go: () => undefined });
export function useRouter(): Router {
  return useContext(RouterContext);
}

export function usePath(): Router {
  const [path, setPath] = useState(currentPath);
  useEffect(() => {
    const follow = (): void => setPath(currentPath());
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const go = (next: string): void => {
    if (next !== currentPath()) history.pushState(null, "", `${basePath}${next === "/" ? "" : next}`);
    setPath(next);
    scrollTo(0, 0);
  };
  return { path, go };
}

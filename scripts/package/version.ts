/** The version a package calls itself: with a stand-in runtime inside, its name and its window say that it is a test build. Pure. */
export function packagedVersion(version: string, isRegistryBuild: boolean): string {
  return isRegistryBuild ? `${version}-test-build` : version;
}

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { PluginAssets } from "./plugin.js";

/** One file of a plugin: its path inside the plugin with `/`, the name that messages show, and its text. */
export interface AssetFile {
  readonly path: string;
  readonly shownAs: string;
  readonly text: string;
}

/** A plugin's files, from its package or from memory. */
export interface AssetTree {
  /** The version of the package the files belong to; "0.0.0" where there is none. */
  readonly version: string;
  /** Files of a folder with an ending, sorted by path; empty when there is no such folder. */
  list(folder: string, ending: string): readonly AssetFile[];
  read(path: string): AssetFile | undefined;
}

/** Opens a plugin's files. For a module URL these are the files of the nearest folder above it that has a package.json. */
export function openAssets(assets: PluginAssets): AssetTree {
  if (typeof assets === "string" || assets instanceof URL) return new FolderTree(folderOf(String(assets)));
  return new MemoryTree(assets);
}

/** Opens the files of a folder: an overlay, or a plugin's assets. */
export function openFolder(folder: string): AssetTree {
  return new FolderTree(folder);
}

function folderOf(url: string): string {
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  if (existsSync(path) && statSync(path).isDirectory()) return path;
  let folder = dirname(path);
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

class FolderTree implements AssetTree {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  get version(): string {
    const manifest = join(this.#root, "package.json");
    if (!existsSync(manifest)) return "0.0.0";
    return (JSON.parse(readFileSync(manifest, "utf8")) as { version?: string }).version ?? "0.0.0";
  }

  list(folder: string, ending: string): readonly AssetFile[] {
    const path = join(this.#root, folder);
    if (!existsSync(path)) return [];
    const names = readdirSync(path).filter((name) => name.endsWith(ending));
    return names.sort(byBytes).map((name) => this.#file(`${folder}/${name}`));
  }

  read(path: string): AssetFile | undefined {
    return existsSync(join(this.#root, path)) ? this.#file(path) : undefined;
  }

  #file(path: string): AssetFile {
    const full = join(this.#root, path);
    const shownAs = relative(process.cwd(), full).split(sep).join("/");
    return { path, shownAs, text: readFileSync(full, "utf8") };
  }
}

class MemoryTree implements AssetTree {
  readonly #files: Readonly<Record<string, string>>;

  constructor(files: Readonly<Record<string, string>>) {
    this.#files = files;
  }

  get version(): string {
    const manifest = this.#files["package.json"];
    return manifest === undefined ? "0.0.0" : ((JSON.parse(manifest) as { version?: string }).version ?? "0.0.0");
  }

  list(folder: string, ending: string): readonly AssetFile[] {
    const prefix = folder === "." ? "" : `${folder}/`;
    const inside = (path: string) => path.startsWith(prefix) && !path.slice(prefix.length).includes("/");
    const paths = Object.keys(this.#files).filter((path) => inside(path) && path.endsWith(ending));
    return paths.sort(byBytes).map((path) => ({ path, shownAs: path, text: this.#files[path] }));
  }

  read(path: string): AssetFile | undefined {
    const text = this.#files[path];
    return text === undefined ? undefined : { path, shownAs: path, text };
  }
}

function byBytes(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

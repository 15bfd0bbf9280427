import "reflect-metadata";
import { container, type DependencyContainer, injectable } from "tsyringe";
import { errors } from "../errors/catalogue.js";
import type { MigrationError } from "../errors/migration-error.js";

/** A service is asked for by its class, which may be abstract. */
// biome-ignore lint/suspicious/noExplicitAny: a token may have any constructor
export type ServiceToken<T> = abstract new (...args: any[]) => T;

// biome-ignore lint/suspicious/noExplicitAny: a class to build may have any constructor
export type ServiceClass<T> = new (...args: any[]) => T;

/** Says which value, or which class, answers when a token is asked for. */
export interface ServiceProvider<T = unknown> {
  readonly token: ServiceToken<T>;
  readonly value?: T;
  readonly type?: ServiceClass<T>;
}

/** Answers `token` with this value. */
export function provideValue<T>(token: ServiceToken<T>, value: T): ServiceProvider<T> {
  return { token, value };
}

/** Answers `token` with one instance of this class, built at first use with its own services. */
export function provideClass<T>(token: ServiceToken<T>, type: ServiceClass<T>): ServiceProvider<T> {
  return { token, type };
}

/** The services of one run: a container of its own, so that two runs in one process never share state. */
export class Services {
  readonly #container: DependencyContainer = container.createChildContainer();
  readonly #classes = new Map<ServiceToken<unknown>, ServiceClass<unknown>>();

  /** Later providers of the same token take the place of earlier ones. */
  constructor(providers: readonly ServiceProvider[]) {
    const last = new Map(providers.map((provider) => [provider.token, provider]));
    for (const { token, value, type } of last.values()) {
      if (type === undefined) this.#container.registerInstance(token as never, value);
      else {
        injectable()(type);
        this.#container.registerSingleton(token as never, type as never);
        this.#classes.set(token, type);
      }
    }
  }

  /** Builds a plugin. Check it with {@link missing} first: an unregistered service would be invented, not refused. */
  build<T>(type: ServiceClass<T>): T {
    return this.#container.resolve(type);
  }

  /** The service that answers a token. @throws MigrationError `PLUGIN_UNREGISTERED_SERVICE` when none does */
  get<T>(token: ServiceToken<T>, plugin: string): T {
    if (!this.#has(token)) throw errors.unregisteredService(plugin, token.name);
    return this.#container.resolve(token as never);
  }

  /** A fault for each service that a class, or a service of its, asks for and nobody can build. */
  missing(type: ServiceClass<unknown>, plugin: string): readonly MigrationError[] {
    return this.#missing(type, plugin, []);
  }

  /** @param path the classes that led here */
  #missing(type: ServiceClass<unknown>, plugin: string, path: readonly ServiceClass<unknown>[]): MigrationError[] {
    if (path.includes(type)) {
      const circle = [...path.slice(path.indexOf(type)), type].map(({ name }) => name);
      return [errors.serviceCycle(plugin, circle)];
    }
    const asked: readonly (ServiceToken<unknown> | undefined)[] = Reflect.getMetadata("design:paramtypes", type) ?? [];
    return asked.flatMap((token) => {
      if (token === undefined || token === Object || !this.#has(token)) {
        return [errors.unregisteredService(plugin, token?.name ?? "undefined")];
      }
      const inner = this.#classes.get(token);
      return inner === undefined ? [] : this.#missing(inner, plugin, [...path, type]);
    });
  }

  #has(token: ServiceToken<unknown>): boolean {
    return this.#container.isRegistered(token as never, false);
  }
}

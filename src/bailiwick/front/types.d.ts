declare module "@alpinejs/csp" {
  const Alpine: {
    data<T extends object>(name: string, component: () => T & ThisType<T & { $el: HTMLElement }>): void;
    start(): void;
  };
  export default Alpine;
}

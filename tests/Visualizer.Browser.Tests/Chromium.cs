using StateFlow.Tests.Shared;

namespace StateFlow.Visualizer.Browser.Tests;

[SetUpFixture]
public sealed class Chromium : HeadlessBrowser;

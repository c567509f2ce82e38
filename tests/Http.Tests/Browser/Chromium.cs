using StateFlow.Tests.Shared;

namespace StateFlow.Http.Tests.Browser;

[SetUpFixture]
public sealed class Chromium : HeadlessBrowser;

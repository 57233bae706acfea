package io.gatehouse.worker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips the tests of a class, and says so, where there is no Chromium. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "io.gatehouse.worker.Browser#isInstalled", disabledReason = Browser.INSTALL)
@interface NeedsBrowser {}

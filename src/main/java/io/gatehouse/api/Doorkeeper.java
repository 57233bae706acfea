package io.gatehouse.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a user through to what their role allows. At the endpoint that was found, not by its path,
 * so that no spelling of a path leads around it; and before the body is read, so that it says
 * nothing to those who may not. Also hands the user, or the {@link Caller}, to the endpoint.
 */
@Component
class Doorkeeper implements HandlerInterceptor, HandlerMethodArgumentResolver {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Allowed allowed =
        handler instanceof HandlerMethod method ? method.getMethodAnnotation(Allowed.class) : null;
    if (allowed == null) {
      throw new AccessDeniedException("This is not for anybody.");
    }
    if (!user().may(allowed.value())) {
      throw new AccessDeniedException(
          "This needs the role %s. Ask somebody who has it, or an administrator of your logins."
              .formatted(allowed.value().label()));
    }
    return true;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == User.class
        || parameter.getParameterType() == Caller.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return parameter.getParameterType() == User.class
        ? user()
        : new Caller(user(), idempotencyKey(request));
  }

  private static Optional<String> idempotencyKey(NativeWebRequest request) {
    String key = request.getHeader(Caller.HEADER);
    if (key == null) {
      return Optional.empty();
    }
    if (key.isBlank() || key.length() > Caller.MAX_KEY) {
      throw ProblemException.invalid(
          Caller.HEADER, "must have 1 to %d characters".formatted(Caller.MAX_KEY));
    }
    return Optional.of(key);
  }

  private static User user() {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    if (login == null) {
      throw new AuthenticationCredentialsNotFoundException("nobody is logged in");
    }
    return User.of(login);
  }
}
